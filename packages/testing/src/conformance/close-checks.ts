import { StoreFailure } from '@largesse/core';
import { either as E } from 'fp-ts';
import type { ContractCheck } from './contract-check.js';
import { expectEqual, expectThat, inTime } from './expect.js';
import { sampleBatch, sampleEvent, upTo } from './sample-batch.js';
import { lookedUp, mustAppend, outcome, readAll, withStore } from './store-access.js';

/** What the port says of `close` and `durability`; promise 5 where the harness can reopen a log. */
export const closeChecks: readonly ContractCheck[] = [
  {
    name: 'a closed store answers store_unavailable, and its reads fail',
    promise: 'close',
    run: async (harness) => {
      const store = await harness.open();
      await mustAppend(store, sampleBatch('before', [sampleEvent('A')]));
      await store.close();
      const late = await outcome(store, sampleBatch('late', [sampleEvent('A')]));
      expectEqual('an append', late, 'store_unavailable');
      expectThat(E.isLeft(await store.lookup('before')()), 'A lookup answered');
      expectThat(E.isLeft(await store.head()()), 'head answered');
      const error = await readAll(store).then(
        () => 'nothing',
        (thrown: unknown) => thrown,
      );
      expectThat(error instanceof StoreFailure, `A read rejected with ${String(error)}`);
      await store.close();
    },
  },
  {
    name: 'close lets appends under way come to an outcome',
    promise: 'close',
    run: async (harness) => {
      const store = await harness.open();
      const underWay = upTo(20).map((n) =>
        outcome(store, sampleBatch(`k${String(n)}`, [sampleEvent('A')])),
      );
      await inTime(harness, 'The close of a store', store.close());
      const results = await inTime(harness, 'The outcome of appends', Promise.all(underWay));
      for (const result of results) {
        const came = typeof result === 'string' ? result : 'appended';
        const fine = came === 'appended' || came === 'store_unavailable';
        expectThat(fine, `An append under way came to ${came}`);
      }
    },
  },
  {
    name: 'durability says in sentences what the store survives',
    promise: 5,
    run: (harness) =>
      withStore(harness, (store) => {
        const { notes, ...survives } = store.durability();
        expectThat(
          notes.some((note) => note.length > 0),
          'There is no note for the operator',
        );
        const names = ['survivesMachineLoss', 'survivesPowerLoss', 'survivesProcessEnd'];
        expectEqual('what it speaks of', Object.keys(survives).sort(), names);
        return Promise.resolve();
      }),
  },
  {
    name: 'what was acknowledged is there when the log is opened again, keys and all',
    promise: 5,
    needs: 'reopen',
    run: async (harness) => {
      if (harness.reopen === undefined) return;
      const before = await harness.open();
      const batch = sampleBatch('key', [sampleEvent('A', ['wallet:ann']), sampleEvent('B')]);
      const { events } = await mustAppend(before, batch);
      const store = await harness.reopen(before);
      try {
        expectEqual('the log', await readAll(store), [...events]);
        expectEqual('the key', await lookedUp(store, 'key'), [...events]);
        expectEqual('an append again', await outcome(store, batch), { events, repeated: true });
        const next = await mustAppend(store, sampleBatch('next', [sampleEvent('C')]));
        expectThat(
          next.events[0].position > (events.at(-1)?.position ?? 0),
          `The next position is ${String(next.events[0].position)}`,
        );
      } finally {
        await store.close();
      }
    },
  },
];
