import { setTimeout as sleep } from 'node:timers/promises';
import { screen } from '../../test/screen.js';
import type { Input } from '../input/input.js';
import { progressOver } from './progress.js';
import type { Terminal } from './terminal.js';

const SIZE = 1000;

/** An input of 1,000 bytes that come in pieces, each after some milliseconds. */
const input = (pieces: number, pause: number, size: number | 'unknown' = SIZE): Input => ({
  name: 'input',
  ...(size === 'unknown' ? {} : { size }),
  close: async () => undefined,
  chunks: (async function* () {
    for (let i = 0; i < pieces; i += 1) {
      await sleep(pause);
      yield new Uint8Array(SIZE / pieces);
    }
  })(),
});

const readAll = async (of: Input, terminal: Terminal): Promise<number> => {
  const progress = progressOver(of, 'events', terminal);
  let bytes = 0;
  const batches = (async function* () {
    for await (const chunk of progress.chunks) {
      bytes += chunk.byteLength;
      yield Array.from({ length: 100 }, () => 'event');
    }
  })();
  for await (const batch of progress.through(batches)) expect(batch).toHaveLength(100);
  progress.stop();
  return bytes;
};

test('what takes longer than a second shows how far it is, the rate and the time left', async () => {
  const { terminal, drawn } = screen();
  expect(await readAll(input(5, 350), terminal)).toBe(SIZE);
  const bar = drawn();
  expect(bar).toMatch(/=+ +\d\d% \| \d+ events\/s \| \d+s left/);
  expect(bar).not.toMatch(/\| 0 events\/s/);
  // The line is cleared, and the cursor is there again.
  expect(bar).toMatch(/\u001b\[\?25h[^]*\u001b\[2K$/);
  expect(process.listeners('exit')).not.toContainEqual(expect.objectContaining({ name: 'stop' }));
});

test('what is done within a second shows nothing', async () => {
  const { terminal, drawn } = screen();
  await readAll(input(5, 10), terminal);
  expect(drawn()).toBe('');
});

test('nothing is drawn where nobody watches, or where the size is not known', async () => {
  const { terminal, drawn } = screen();
  const { out, err, flush } = terminal;
  expect(await readAll(input(3, 400), { out, err, flush, watched: false })).toBe(999);
  expect(await readAll(input(3, 400, 'unknown'), terminal)).toBe(999);
  expect(drawn()).toBe('');
});
