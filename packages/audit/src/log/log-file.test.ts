import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { history } from '@largesse/testing';
import * as fc from 'fast-check';
import { evening } from '../../test/evening.js';
import { chunks, linesOf, logOf, readAll, record } from '../../test/log-support.js';
import { LogUnwritable, logWriter } from './log-writer.js';
import { readLog } from './read-log.js';

const events = record(evening);
const log = logOf(events);

test('the format does not change unnoticed: the golden log is written again byte for byte', async () => {
  const path = join(__dirname, '../../test/golden.jsonl');
  const golden = readFileSync(path, 'utf8');
  expect(log).toBe(golden);
  const { lines } = await readAll(golden);
  const read = lines.flatMap((line) => (line.kind === 'event' ? [line.recorded] : []));
  expect(logOf(read)).toBe(golden);
});

test('every event, whatever its text, comes back as it was recorded', async () => {
  await fc.assert(
    fc.asyncProperty(history(), fc.integer({ min: 1, max: 700 }), async (commands, size) => {
      const recorded = record(commands);
      const { lines, damage } = await readAll(logOf(recorded), { size });
      expect(damage).toBeUndefined();
      expect(lines.flatMap((line) => (line.kind === 'event' ? [line.recorded] : []))).toEqual(
        recorded,
      );
      expect(lines.every(({ hashFits }) => hashFits)).toBe(true);
      expect(lines.at(-1)).toMatchObject({ kind: 'end', events: recorded.length });
    }),
    { numRuns: 60 },
  );
});

test('text of every kind of character comes back', async () => {
  const reason = '\u0000\u001f\u007f\u2028\ufeff"\\/\b\t\n\f\r🌹é';
  const commands = evening.map((one) => (one.type === 'FailPayout' ? { ...one, reason } : one));
  const strange = logOf(record(commands));
  expect(strange).toContain(
    '"reason":"\\u0000\\u001f\u007f\u2028\ufeff\\"\\\\/\\b\\t\\n\\f\\r🌹é"',
  );
  const { lines, damage } = await readAll(strange, { size: 3 });
  expect(damage).toBeUndefined();
  expect(lines[7]).toMatchObject({ event: { type: 'PayoutFailed', data: { reason } } });
});

test('each line says where it starts', async () => {
  const bytes = Buffer.from(log);
  const { lines } = await readAll(bytes, { size: 7 });
  expect(lines.map(({ line }) => line)).toEqual(linesOf(log).map((_, i) => i + 1));
  for (const { byte } of lines) expect(byte === 0 || bytes[byte - 1] === 10).toBe(true);
});

test('a stream that was given an encoding yields texts: it is said what is wrong with it', async () => {
  const texts = createReadStream(join(__dirname, '../../test/golden.jsonl'), 'utf8');
  const read = async () => {
    for await (const lines of readLog(texts)) expect(lines).toEqual([]);
  };
  await expect(read()).rejects.toThrow(
    new TypeError(
      'logs and scenarios are read as bytes, and this stream yields a string: give it no encoding',
    ),
  );
});

test('a log without events is a header and an end', async () => {
  const { lines } = await readAll(logOf([]));
  expect(lines.map(({ kind }) => kind)).toEqual(['header', 'end']);
});

test('a log is the same from a store that keeps fields and tags in an order of its own', () => {
  const shuffled = events.map((event) => ({
    ...event,
    tags: event.tags.toReversed(),
    data: Object.fromEntries(Object.entries(event.data ?? {}).toReversed()),
  }));
  expect(logOf(shuffled)).toBe(log);
});

test('the writer writes nothing that would not read back', () => {
  const [first, second] = events;
  if (first === undefined || second === undefined) throw new Error('the evening has events');
  const write = (...written: typeof events) => logWriter().events(written);
  expect(() => write(second, first)).toThrow(LogUnwritable);
  expect(() => write({ ...first, type: 'Dreamt' })).toThrow('"Dreamt" is not a known event');
  expect(() => write({ ...first, data: {} })).toThrow('data.policy: is missing');
  expect(() => write({ ...second, tags: ['wallet:bob'] })).toThrow('not those of its data');
});

test('lines are read as they come, long before the log ends', async () => {
  let asked = 0;
  async function* endless() {
    for await (const chunk of chunks(log, 400)) {
      asked += 1;
      yield chunk;
    }
    throw new Error('nobody asked for the end');
  }
  for await (const [line] of readLog(endless())) if (line?.line === 2) break;
  expect(asked).toBeLessThan(6);
});
