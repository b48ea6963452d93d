import type { Batch, NewEvent } from '@largesse/core';
import { checkLimits } from './batch-limits.js';

const gift: NewEvent = {
  ...{ type: 'Gift', version: 1, at: '2026-03-01T18:00:00.000Z', tags: [], data: 'a rose' },
};
const batchOf = (first: NewEvent, more: number): Batch => ({
  ...{ key: 'k', fingerprint: 'f', conditions: [] },
  events: [first, ...Array.from({ length: more }, () => gift)],
});

test('a batch of more events than one atomic batch takes is refused', () => {
  expect(() => checkLimits(batchOf(gift, 999), 1_048_576)).not.toThrow();
  const tooMany = 'Batch "k" has 1001 events; JetStream writes 1000 at once';
  expect(() => checkLimits(batchOf(gift, 1_000), 1_048_576)).toThrow(tooMany);
});

test('an event that is larger than a message is refused by its bytes, not its characters', () => {
  const withData = (data: string) => batchOf({ ...gift, data }, 0);
  expect(() => checkLimits(withData('x'.repeat(60_000)), 100_000)).not.toThrow();
  const tooLarge = 'Event 0 (Gift) of "k": 120002 bytes of data, and the servers take 100000';
  expect(() => checkLimits(withData('\u00e9'.repeat(60_000)), 100_000)).toThrow(tooLarge);
});

test('texts around the data that would not fit beside it are refused: they would stop all that are written with them', () => {
  const long = 'x'.repeat(30_000);
  const odd = (changes: Partial<Batch & NewEvent>): Batch => {
    const { key = 'k', fingerprint = 'f', type = 'Gift', at = gift.at, tags = [] } = changes;
    return { ...batchOf({ ...gift, type, at, tags }, 0), key, fingerprint };
  };
  expect(() => checkLimits(odd({ tags: [`wallet:${'x'.repeat(20_000)}`] }), 100_000)).not.toThrow();
  for (const changes of [
    { key: long },
    { fingerprint: long },
    { type: long },
    { at: long },
    { tags: [`wallet:${long}`] as const },
    { tags: Array.from({ length: 3_000 }, (_, i) => `kind${String(i)}:of-a-tag` as const) },
    // A control takes six bytes.
    { key: '\u0001'.repeat(5_000) },
  ])
    expect(() => checkLimits(odd(changes), 100_000)).toThrow(
      /^Event 0 .* bytes, and there is room/,
    );
});
