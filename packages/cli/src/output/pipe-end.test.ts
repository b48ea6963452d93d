import { closeSync, constants, createReadStream, openSync, readSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { folder, scenario } from '../../test/folder.js';
import { ended, largesse, start } from '../../test/largesse.js';
import { refused, well } from '../../test/stores.js';

const { at, pipe, read } = folder();
const evening = scenario('evening.jsonl');

test('what goes into a pipe is what would go into a file', async () => {
  const [log, rejections] = [pipe('log'), pipe('rejections')];
  const reading = [log, rejections].map((path) => text(createReadStream(path)));
  await well('run', scenario('rules.jsonl'), '--log', log, '--rejections', rejections);
  await well('run', scenario('rules.jsonl'), '--log', at('a'), '--rejections', at('b'));
  expect(await Promise.all(reading)).toEqual([read('a'), read('b')]);
});

test('a pipe that nobody reads from is refused before anything is run', async () => {
  const path = pipe('alone');
  await refused(`cannot write ${path}: nobody reads from this pipe`, 'run', evening, '--log', path);
});

/** A reader that takes what it is told to. */
const readerOf = (path: string) => {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return {
    close: () => {
      closeSync(file);
    },
    /** Waits for the first byte. */
    takeOne: async (): Promise<void> => {
      const byte = Buffer.alloc(1);
      for (;;) {
        try {
          const bytes = readSync(file, byte);
          if (bytes === 1) return;
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'EAGAIN' });
        }
        await sleep(10);
      }
    },
  };
};

test('a reader that goes away is told, and nobody waits for it', async () => {
  const path = pipe('left');
  const reader = readerOf(path);
  const running = largesse('run', evening, '--log', path, '--json');
  await reader.takeOne();
  reader.close();
  const { status, err } = await running;
  expect({ status, err }).toEqual({
    status: 2,
    err: `largesse: cannot write ${path}: nobody reads from it any more\n`,
  });
});

test('who asks twice does not wait for a reader that takes nothing', async () => {
  const path = pipe('stuck');
  const reader = readerOf(path);
  const child = start(['run', evening, '--log', path, '--json']);
  const ending = ended(child);
  await reader.takeOne();
  // What comes of the signals of a process is not told, nor when.
  const asking = setInterval(() => child.kill('SIGINT'), 300);
  expect((await ending).status).toBe(130);
  clearInterval(asking);
  reader.close();
}, 60_000);
