import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';
import { well, withLog } from '../../test/stores.js';

const files = withLog();

let made = 0;

/** A pipe that nobody writes to yet. */
const pipe = (): string => {
  made += 1;
  return files.pipe(`pipe-${String(made)}`);
};

/** Runs a command line while a file goes through a pipe, from a writer that comes later. */
const fed = async (file: string, ...args: readonly string[]): Promise<string> => {
  const path = pipe();
  const running = well(...args, path);
  await pipeline(createReadStream(file), createWriteStream(path));
  return running;
};

test('a named pipe is read to its end, as a file is', async () => {
  const summary = await fed(scenario('rules.jsonl'), 'run', '--json');
  expect(summary).toContain('"events": 37,');
  expect(await fed(files.log, 'balances')).toBe(await well('balances', files.log));
  expect(await fed(files.log, 'verify')).toContain('Every invariant holds.');
  expect(await fed(files.log, 'import', '--store', files.sqlite())).toContain('events         37');
});

test.each([
  [['run']],
  [['run', '--store', 'memory']],
  [['balances']],
  [['verify']],
  [['verify', '-', '--expect']],
  [['import', '--store', 'memory']],
  [['import', '--partial', '--store', 'memory']],
])('%j ends when somebody asks, although no writer ever comes', async (args) => {
  const running = largesse(...args, pipe());
  setTimeout(() => process.emit('SIGINT', 'SIGINT'), 20);
  expect((await running).status).toBe(130);
});
