import type { EventStore } from '@largesse/core';
import type { Breakable, ContractCheck, StoreHarness } from './contract-check.js';
import { expectEqual, expectThat } from './expect.js';
import { sampleBatch, sampleEvent, tagged } from './sample-batch.js';
import { mustAppend, outcome, readAll } from './store-access.js';

const withBreakable = async (
  { breakable }: StoreHarness,
  check: (store: EventStore, loseNext: Breakable['loseNext']) => Promise<void>,
): Promise<void> => {
  if (breakable === undefined) return;
  const { store, loseNext } = await breakable();
  try {
    await check(store, loseNext);
  } finally {
    await store.close();
  }
};

const gift = sampleBatch(
  'key',
  [sampleEvent('A', ['wallet:ann']), sampleEvent('B')],
  [{ failIfEventsMatch: tagged('wallet:ann'), after: 0 }],
);

/** Promise 4: an append that nobody heard of again is neither a yes nor a no, and its key tells. */
export const outcomeChecks: readonly ContractCheck[] = [
  {
    name: 'an append whose answer is lost is not said to have failed, and its key resolves it',
    promise: 4,
    needs: 'breakable',
    run: (harness) =>
      withBreakable(harness, async (store, loseNext) => {
        loseNext('answer');
        const first = await outcome(store, gift);
        // An adapter may have asked again by itself, and know.
        if (typeof first === 'string') {
          expectEqual('the append whose answer is lost', first, 'outcome_unknown');
        }
        const again = await mustAppend(store, gift);
        expectEqual('repeated', again.repeated, true);
        if (typeof first !== 'string') expectEqual('the events', first.events, again.events);
        expectEqual('the log', await readAll(store), [...again.events]);
      }),
  },
  {
    name: 'an append that is lost on its way is not said to be done, and its key is still free',
    promise: 4,
    needs: 'breakable',
    run: (harness) =>
      withBreakable(harness, async (store, loseNext) => {
        loseNext('request');
        const first = await outcome(store, gift);
        if (typeof first === 'string') {
          const honest = first === 'outcome_unknown' || first === 'store_unavailable';
          expectThat(honest, `The append that was lost came to ${first}`);
        } else {
          expectEqual('the log at once', await readAll(store), [...first.events]);
        }
        const again = await mustAppend(store, gift);
        expectEqual('the log', await readAll(store), [...again.events]);
        const other = await outcome(store, { ...gift, fingerprint: 'of another command' });
        expectEqual('the key for another command', other, 'key_reused');
      }),
  },
];
