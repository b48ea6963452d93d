import type { EventStore, Tag } from '@largesse/core';
import { nonEmptyArray as NEA } from 'fp-ts';
import type { ContractCheck } from './contract-check.js';
import { expectEqual, expectThat, inTime } from './expect.js';
import { sampleBatch, sampleEvent, tagged, upTo } from './sample-batch.js';
import { headOf, mustAppend, withHandles, withStore } from './store-access.js';

const append = (store: EventStore, key: string, ...tags: readonly Tag[]) =>
  mustAppend(store, sampleBatch(key, [sampleEvent('A', tags)]));

/** Appends more events than an adapter reads at once, none of which matches. */
const longStretch = async (store: EventStore, name: string): Promise<void> => {
  const events = NEA.map(() => sampleEvent('A', ['wallet:bob']))(NEA.range(1, 250));
  for (const n of upTo(10)) await mustAppend(store, sampleBatch(`${name} ${String(n)}`, events));
};

/** Long enough for a follower that has read all there is to find that out, and to wait. */
const untilItWaits = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

/** What the port says of `follow`. */
export const followChecks: readonly ContractCheck[] = [
  {
    name: 'a follower that waits is woken by what matches, and only by that',
    promise: 'follow',
    run: (harness) =>
      withHandles(harness, async ([store, other]) => {
        await append(store, 'before', 'wallet:ann');
        const head = await headOf(store);
        const iterator = other.follow(tagged('wallet:ann'), head)[Symbol.asyncIterator]();
        const next = iterator.next();
        await append(store, 'other', 'wallet:bob');
        const { events } = await append(store, 'match', 'wallet:ann');
        const result = await inTime(harness, 'The event that a follower waits for', next);
        expectEqual('what came', result.done === true ? 'the end' : result.value, [...events]);
        await iterator.return?.();
      }),
  },
  {
    name: 'a follower comes to what matches after a long stretch that does not, whether it waits or not',
    promise: 'follow',
    run: (harness) =>
      withHandles(harness, async ([store, other]) => {
        await longStretch(store, 'early');
        const { events: early } = await append(store, 'match', 'wallet:ann');
        const iterator = other.follow(tagged('wallet:ann'), 0)[Symbol.asyncIterator]();
        const first = await inTime(harness, 'An event behind a long stretch', iterator.next());
        expectEqual('what came first', first.done === true ? 'the end' : first.value, [...early]);
        const next = iterator.next();
        await longStretch(store, 'late');
        const { events: late } = await append(store, 'match again', 'wallet:ann');
        const second = await inTime(harness, 'An event after a long stretch', next);
        expectEqual('what came then', second.done === true ? 'the end' : second.value, [...late]);
        await iterator.return?.();
      }),
  },
  {
    name: 'return() ends a follower at once, also while it waits',
    promise: 'follow',
    run: (harness) =>
      withStore(harness, async (store) => {
        await append(store, 'first');
        const iterator = store.follow('all', 0)[Symbol.asyncIterator]();
        await inTime(harness, 'The first batch', iterator.next());
        const waiting = iterator.next();
        await untilItWaits();
        expectThat(iterator.return !== undefined, 'The iterator of follow has no return()');
        await inTime(
          harness,
          'The return of a follower that waits',
          Promise.resolve(iterator.return?.()),
        );
        const ended = await inTime(harness, 'The end of what it waited for', waiting);
        expectEqual('what it waited for', ended.done, true);
        await append(store, 'later');
        const after = await inTime(harness, 'next() after return()', iterator.next());
        expectEqual('next() after return()', after.done, true);
      }),
  },
  {
    name: 'close() ends every follower',
    promise: 'follow',
    run: async (harness) => {
      for (const before of [() => Promise.resolve(), untilItWaits]) {
        const store = await harness.open();
        await append(store, 'first');
        const ends = upTo(3).map(async () => {
          for await (const batch of store.follow('all', 0)) expectThat(batch.length > 0, 'empty');
        });
        const busy = store.follow('all', 0)[Symbol.asyncIterator]();
        await inTime(harness, 'The first batch', busy.next());
        await before();
        await store.close();
        await inTime(harness, 'The end of the followers of a closed store', Promise.all(ends));
        const { done } = await inTime(harness, 'The end of a follower', busy.next());
        expectThat(done === true, 'A follower that was busy at the close went on after it');
      }
    },
  },
];
