import { matches, type Position, type ReadRange, type RecordedEvent } from '@largesse/core';
import fc from 'fast-check';
import { nonEmptyArray as NEA, option as O } from 'fp-ts';
import { arbitraryLog, arbitraryQuery } from './arbitrary-log.js';
import type { ContractCheck } from './contract-check.js';
import { expectEqual, expectThat } from './expect.js';
import { sampleBatch, sampleEvent, upTo } from './sample-batch.js';
import { headOf, mustAppend, positionsOf, readAll, withStore } from './store-access.js';

/** From which event of a log to which, as shares of its length: 0 is before the first. */
const bounds = fc.record(
  {
    after: fc.double({ min: 0, max: 1.1, noNaN: true }),
    upTo: fc.double({ min: 0, max: 1.1, noNaN: true }),
  },
  { requiredKeys: [] },
);

const positionAt = (log: readonly RecordedEvent[], share: number): Position => {
  const place = Math.floor(share * (log.length + 1));
  return place === 0 ? 0 : (log[place - 1]?.position ?? (log.at(-1)?.position ?? 0) + 1);
};

/** What the port says of `read` and `head`. */
export const readChecks: readonly ContractCheck[] = [
  {
    name: 'a read yields exactly what a filter over the whole log does, for every query and range',
    promise: 'read',
    run: async (harness) => {
      const asked = fc.array(fc.tuple(arbitraryQuery, bounds), { minLength: 30, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(arbitraryLog, asked, async (batches, questions) => {
          await withStore(harness, async (store) => {
            for (const [n, events] of batches.entries()) {
              const some = NEA.fromArray([...events]);
              if (O.isSome(some)) await mustAppend(store, sampleBatch(`k${String(n)}`, some.value));
            }
            const log = await readAll(store);
            expectEqual('events in the log', log.length, batches.flat().length);
            for (const [query, shares] of questions) {
              const range: ReadRange = {
                ...(shares.after === undefined ? {} : { after: positionAt(log, shares.after) }),
                ...(shares.upTo === undefined ? {} : { upTo: positionAt(log, shares.upTo) }),
              };
              const { after = 0, upTo: end = Infinity } = range;
              const expected = log.filter(
                (event) => event.position > after && event.position <= end && matches(query, event),
              );
              const what = `the read of ${JSON.stringify(query)} in ${JSON.stringify(range)}`;
              expectEqual(what, await readAll(store, query, range), expected);
            }
          });
        }),
        { numRuns: 12 },
      );
    },
  },
  {
    name: 'a long read comes in order, in batches that are never empty',
    promise: 'read',
    run: (harness) =>
      withStore(harness, async (store) => {
        const some = NEA.range(0, 49);
        for (const n of upTo(60)) {
          const events = NEA.map((i: number) =>
            sampleEvent(i % 2 === 0 ? 'A' : 'B', ['wallet:ann']),
          )(some);
          await mustAppend(store, sampleBatch(`k${String(n)}`, events));
        }
        const all = await readAll(store);
        expectEqual('events read', all.length, 3_000);
        const sorted = [...new Set(positionsOf(all))].sort((a, b) => a - b);
        expectEqual('their positions', positionsOf(all), sorted);
        const both = await readAll(store, { items: [{ types: ['B'] }, { types: ['A'] }] });
        expectEqual('the positions of two types', positionsOf(both), sorted);
      }),
  },
  {
    name: 'a read ends, with all that was there when it began, though appends go on',
    promise: 'read',
    run: (harness) =>
      withStore(harness, async (store) => {
        const append = (n: number) =>
          mustAppend(store, sampleBatch(`k${String(n)}`, [sampleEvent('A')]));
        for (const n of upTo(20)) await append(n);
        const before = positionsOf(await readAll(store));
        const seen: RecordedEvent[] = [];
        let n = 20;
        for await (const batch of store.read('all')) {
          seen.push(...batch);
          await append((n += 1));
          expectThat(n < 200, 'A read runs after the appends made while it goes on, without end');
        }
        const positions = positionsOf(seen);
        expectEqual('the beginning of the read', positions.slice(0, before.length), before);
        const whole = positionsOf(await readAll(store));
        expectEqual('the read', positions, whole.slice(0, positions.length));
      }),
  },
  {
    name: 'the head of an empty log is 0, and nothing is read of it',
    promise: 'read',
    run: (harness) =>
      withStore(harness, async (store) => {
        expectEqual('head', await headOf(store), 0);
        expectEqual('the log', await readAll(store), []);
      }),
  },
];
