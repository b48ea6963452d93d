import type { LogEntry, LogLine } from '@largesse/audit';
import { sample } from '@largesse/testing';
import { chunksOf, LogState } from './recorded-batch.js';

/** Lines of a log whose events are told by key, index and size; their content does not matter here. */
const lines = (...stamps: readonly (readonly [string, number, number])[]): readonly LogLine[] =>
  stamps.map(([key, index, size], i): LogEntry => {
    const at = sample.VerifyIdentity.at;
    const stamp = { key, fingerprint: `of ${key}`, index, size };
    return {
      ...{ kind: 'event', line: i + 2, byte: 0, hashFits: true },
      recorded: { type: 'A', version: 1, at, tags: [], data: {}, position: i + 1, batch: stamp },
      event: { type: 'IdentityVerified', at, data: { creatorId: 'bea' } },
    };
  });

async function* batchesOf(all: readonly LogLine[]): AsyncGenerator<readonly LogLine[]> {
  for (const line of all) yield await Promise.resolve([line]);
}

const chunks = async (all: readonly LogLine[], most = { batches: 2, events: 4 }) => {
  const found: string[] = [];
  for await (const chunk of chunksOf(batchesOf(all), most, new LogState()))
    found.push(chunk.map((batch) => `${batch[0].batch.key}${String(batch.length)}`).join(' '));
  return found;
};

test('batches stay whole, and chunks are as large as they may be', async () => {
  const small = lines(['a', 0, 1], ['b', 0, 1], ['c', 0, 1]);
  expect(await chunks(small)).toEqual(['a1 b1', 'c1']);
  const large = lines(['a', 0, 3], ['a', 1, 3], ['a', 2, 3], ['b', 0, 2], ['b', 1, 2], ['c', 0, 1]);
  expect(await chunks(large)).toEqual(['a3 b2', 'c1']);
  expect(await chunks(large, { batches: 9, events: 2 })).toEqual(['a3', 'b2', 'c1']);
});

test.each<readonly [string, readonly LogLine[]]>([
  ['begins in its middle', lines(['a', 1, 2])],
  ['has another in its middle', lines(['a', 0, 2], ['b', 0, 1], ['a', 1, 2])],
  ['has an event twice', lines(['a', 0, 2], ['a', 0, 2])],
  ['changes its size', lines(['a', 0, 2], ['a', 1, 3])],
])('a batch that %s is refused', async (_, torn) => {
  await expect(chunks(torn)).rejects.toThrow('is torn or mixed with another');
});

test('a log that ends within a batch is refused, after all that is whole', async () => {
  const found: number[] = [];
  const read = async (): Promise<void> => {
    const all = batchesOf(lines(['a', 0, 1], ['b', 0, 2]));
    for await (const chunk of chunksOf(all, { batches: 9, events: 9 }, new LogState()))
      found.push(chunk.length);
  };
  await expect(read()).rejects.toThrow('the log ends within the batch "b"');
  expect(found).toEqual([1]);
});
