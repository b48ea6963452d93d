import type { Batch, EventStore, Query, ReadRange } from '@largesse/core';
import { either as E } from 'fp-ts';

/** A store that counts the calls it gets. */
export const counted = (store: EventStore) => {
  const calls = { append: 0, read: 0, lookup: 0 };
  const counting: EventStore = {
    ...store,
    append: (batch: Batch) => {
      calls.append += 1;
      return store.append(batch);
    },
    read: (query: Query, range?: ReadRange) => {
      calls.read += 1;
      return store.read(query, range);
    },
    lookup: (key: string) => {
      calls.lookup += 1;
      return store.lookup(key);
    },
  };
  return { calls, store: counting };
};

/** What a bad connection does to one append: nothing, or an answer that never comes. */
export type Fault = 'none' | 'lost_before' | 'lost_after';

/** A store on a connection that fails as `next` says: before the append reached it, or after. */
export const unreliable = (store: EventStore, next: () => Fault): EventStore => ({
  ...store,
  append: (batch) => async () => {
    const fault = next();
    if (fault === 'lost_before') return E.left({ code: 'outcome_unknown', message: 'cut' });
    const result = await store.append(batch)();
    return fault === 'lost_after' && E.isRight(result)
      ? E.left({ code: 'outcome_unknown', message: 'cut' })
      : result;
  },
});

/** A store whose appends take turns of the event loop, so that engines really interleave. */
export const slow = (store: EventStore, turns: () => number): EventStore => ({
  ...store,
  append: (batch) => async () => {
    for (let turn = turns(); turn > 0; turn -= 1) await new Promise(setImmediate);
    return store.append(batch)();
  },
  read: async function* (query, range) {
    for (let turn = turns(); turn > 0; turn -= 1) await new Promise(setImmediate);
    yield* store.read(query, range);
  },
});

/**
 * A store whose reads wait: before they look, so that they see what came meanwhile, or after
 * they looked, so that they do not. What is followed comes as fast as ever.
 */
export const waitingReads = (store: EventStore, wait: 'before' | 'after'): EventStore => ({
  ...store,
  read: async function* (query, range) {
    const turns = async (): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    };
    if (wait === 'before') await turns();
    const found = [];
    for await (const batch of store.read(query, range)) found.push(batch);
    if (wait === 'after') await turns();
    yield* found;
  },
});
