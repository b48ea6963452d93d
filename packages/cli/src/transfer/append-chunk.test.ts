import type { AppendError, Batch, EventStore, RecordedEvent } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { either as E } from 'fp-ts';
import { CommandFailure } from '../failure.js';
import { uninterrupted } from '../interruption.js';
import type { OpenStore } from '../store/use-store.js';
import { appendChunk } from './append-chunk.js';
import type { RecordedBatch } from './recorded-batch.js';

const opened = (store: EventStore): OpenStore => ({
  name: 'the store',
  store,
  failure: (thrown) => thrown,
  unavailable: ({ code }) => new CommandFailure(code),
  ask: async (task) => {
    const answer = await task();
    if (E.isLeft(answer)) throw new CommandFailure(answer.left.code);
    return answer.right;
  },
  close: () => store.close(),
});

const event = (key: string): RecordedEvent => ({
  type: 'A',
  version: 1,
  at: '2026-03-01T18:00:00.000Z',
  tags: ['wallet:ann'],
  data: { key },
  position: 1,
  batch: { key, fingerprint: `of ${key}`, index: 0, size: 1 },
});
const chunk = (...keys: readonly string[]): readonly RecordedBatch[] =>
  keys.map((key) => [event(key)]);
const stranger: Batch = { key: 'x', fingerprint: 'x', events: [event('x')], conditions: [] };

const keysIn = async (store: EventStore): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const events of store.read('all')) keys.push(...events.map(({ batch }) => batch.key));
  return keys;
};

/** A memory store whose appends go through somebody else's hands. */
const storeWith = (
  append: (memory: EventStore, batch: Batch, call: number) => ReturnType<EventStore['append']>,
): EventStore => {
  const memory = createMemoryStore();
  let calls = 0;
  return { ...memory, append: (batch) => append(memory, batch, (calls += 1)) };
};

const lost: AppendError = { code: 'outcome_unknown', message: 'lost' };

test('batches are appended in order, and the last position is told', async () => {
  const store = createMemoryStore();
  expect(await appendChunk(opened(store), chunk('a', 'b', 'c'), 0, uninterrupted)).toBe(3);
  expect(await appendChunk(opened(store), chunk('d'), 3, uninterrupted)).toBe(4);
  expect(await keysIn(store)).toEqual(['a', 'b', 'c', 'd']);
});

test.each([
  ['the answers of appends that took effect', true],
  ['the appends themselves', false],
])('%s may be lost: all are asked for again, and nothing is there twice', async (_, done) => {
  const store = storeWith((memory, batch, call) => async () => {
    if (call > 3) return memory.append(batch)();
    if (done) await memory.append(batch)();
    return E.left(lost);
  });
  expect(await appendChunk(opened(store), chunk('a', 'b', 'c'), 0, uninterrupted)).toBe(3);
  expect(await keysIn(store)).toEqual(['a', 'b', 'c']);
});

test('somebody else who writes between the batches is noticed', async () => {
  const store = storeWith((memory, batch, call) => async () => {
    if (call === 2) await memory.append(stranger)();
    return memory.append(batch)();
  });
  const append = appendChunk(opened(store), chunk('a', 'b', 'c'), 0, uninterrupted);
  await expect(append).rejects.toThrow('somebody else writes to this store');
});

test('somebody else who wrote before them is noticed', async () => {
  const store = createMemoryStore();
  await store.append(stranger)();
  const append = appendChunk(opened(store), chunk('a', 'b'), 0, uninterrupted);
  await expect(append).rejects.toThrow('event 1 (A) is not the next one of the log');
});

test('a store that does not keep the order is not taken for one that holds the log', async () => {
  let later: Batch | undefined;
  const store = storeWith((memory, batch, call) => async () => {
    if (call === 1) later = batch;
    // The first waits for the others, as in a store that writes several groups at once.
    if (call === 1) await new Promise(setImmediate);
    return memory.append(call === 1 ? (later ?? batch) : batch)();
  });
  const append = appendChunk(opened(store), chunk('a', 'b', 'c'), 0, uninterrupted);
  await expect(append).rejects.toThrow('is not the next one of the log');
});

test('a key that was used before ends it', async () => {
  const store = createMemoryStore();
  await store.append({ ...stranger, key: 'b' })();
  const other = appendChunk(opened(store), chunk('a', 'b'), 1, uninterrupted);
  await expect(other).rejects.toThrow('key_reused: the key "b" is in the store or the log already');
  const twice = appendChunk(opened(createMemoryStore()), chunk('a', 'a'), 0, uninterrupted);
  await expect(twice).rejects.toThrow('is a key there twice?');
});

test('what a store cannot keep is named', async () => {
  const bad = { ...event('a'), tags: ['wallet:ann', 'wallet:bob'] as const };
  const append = appendChunk(opened(createMemoryStore()), [[bad]], 0, uninterrupted);
  await expect(append).rejects.toThrow('the store cannot keep an event of the log: Event 0 (A)');
});
