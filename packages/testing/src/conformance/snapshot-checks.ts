import type { EventStore, Snapshot, SnapshotStore } from '@largesse/core';
import { either as E, option as O } from 'fp-ts';
import { ContractBreach, type ContractCheck, type StoreHarness } from './contract-check.js';
import { expectEqual, expectThat } from './expect.js';
import { upTo } from './sample-batch.js';
import { withHandles, withStore } from './store-access.js';

const snapshot = (position: number, state = `{"coins":"${String(position)}"}`): Snapshot => ({
  schema: `wallet 1 "Ünïcödé 🎁" ${String(position)}`,
  position,
  state,
});

/** Ids that an adapter might cut, fold together or splice. A wallet may be called any of these. */
const IDS = [
  ...['', ' ', 'a', 'A', 'a ', ' a', 'a.b', 'a/b', '../a', 'a*', '>', '%', 'a_b', '?', '#'],
  ...["o'clock; drop table", '"quoted"', 'back\\slash', '\\u0000', 'colon:inside', '[1,"a"]'],
  ...['line\nfeed', 'tab\t', 'nul\0', 'nul\0a', 'nul', '__proto__', 'constructor'],
  ...['漢字🎁', 'é', 'e\u0301', '\ud83c', '\udf81', '\ud83cx', '\ufffd', '\ufffdx'],
  ...['x'.repeat(1_000), 'x'.repeat(1_001)],
];

const loaded = async (snapshots: SnapshotStore, id: string): Promise<Snapshot | undefined> => {
  const result = await snapshots.load(id)();
  if (E.isRight(result)) return O.toUndefined(result.right);
  throw new ContractBreach(`load came to ${result.left.message}`);
};

const mustSave = async (snapshots: SnapshotStore, id: string, made: Snapshot): Promise<void> => {
  const result = await snapshots.save(id, made)();
  if (E.isLeft(result)) throw new ContractBreach(`save came to ${result.left.message}`);
};

/** Runs a check on the snapshots of a new store; there is nothing to check if it keeps none. */
const withSnapshots = (
  harness: StoreHarness,
  check: (snapshots: SnapshotStore) => Promise<void>,
): Promise<void> =>
  withStore(harness, async ({ snapshots }) => {
    if (snapshots !== undefined) await check(snapshots);
  });

/** What the port says of snapshots, for stores that keep them. */
export const snapshotChecks: readonly ContractCheck[] = [
  {
    name: 'a snapshot is loaded as it was saved, on every handle',
    promise: 'snapshot',
    run: (harness) =>
      withHandles(harness, async ([{ snapshots: first }, { snapshots: second }]) => {
        if (first === undefined || second === undefined) {
          expectThat(first === second, 'Only one handle on the log has snapshots');
          return;
        }
        expectEqual('before any', await loaded(first, 'wallet'), undefined);
        for (const position of [0, 1, Number.MAX_SAFE_INTEGER]) {
          const saved = snapshot(position, '{"note":"line\\nfeed \\u0000 \\ud800 \u2028 🎁"}');
          await mustSave(first, `wallet ${String(position)}`, saved);
          expectEqual('here', await loaded(first, `wallet ${String(position)}`), saved);
          expectEqual('there', await loaded(second, `wallet ${String(position)}`), saved);
        }
        expectEqual('another id', await loaded(second, 'wallet'), undefined);
      }),
  },
  {
    name: 'a later snapshot takes the place of an earlier one',
    promise: 'snapshot',
    run: (harness) =>
      withSnapshots(harness, async (snapshots) => {
        // Also one of a lower position: the log may have been restored from a backup.
        for (const position of [7, 9, 9, 3]) {
          await mustSave(snapshots, 'wallet', snapshot(position));
          expectEqual('the last', await loaded(snapshots, 'wallet'), snapshot(position));
        }
      }),
  },
  {
    name: 'snapshots under odd ids are kept apart',
    promise: 'snapshot',
    run: (harness) =>
      withSnapshots(harness, async (snapshots) => {
        for (const [n, id] of IDS.entries()) {
          expectEqual(`before ${JSON.stringify(id)}`, await loaded(snapshots, id), undefined);
          await mustSave(snapshots, id, snapshot(n));
        }
        for (const [n, id] of IDS.entries()) {
          expectEqual(`of ${JSON.stringify(id)}`, await loaded(snapshots, id), snapshot(n));
        }
      }),
  },
  {
    name: 'a snapshot of a large state comes back whole',
    promise: 'snapshot',
    run: (harness) =>
      withSnapshots(harness, async (snapshots) => {
        const large = snapshot(1, JSON.stringify('0123456789abcde🎁'.repeat(65_536)));
        await mustSave(snapshots, 'wallet', large);
        const back = await loaded(snapshots, 'wallet');
        expectEqual('its length', back?.state.length, large.state.length);
        expectThat(back?.state === large.state, 'The state is not what was saved');
      }),
  },
  {
    name: 'of snapshots saved at once one is kept, whole',
    promise: 'snapshot',
    run: (harness) =>
      withHandles(harness, async (handles) => {
        const stores = handles.flatMap(({ snapshots }: EventStore) => snapshots ?? []);
        const made = upTo(10).map((n) => snapshot(n));
        await Promise.all(
          stores.flatMap((snapshots) => made.map((each) => mustSave(snapshots, 'wallet', each))),
        );
        for (const snapshots of stores) {
          const kept = await loaded(snapshots, 'wallet');
          expectThat(kept !== undefined, 'None is kept');
          expectEqual('the one kept', kept, made[kept?.position ?? 0]);
        }
      }),
  },
  {
    name: 'a closed store neither saves nor loads snapshots',
    promise: 'snapshot',
    run: async (harness) => {
      const { snapshots, close } = await harness.open();
      if (snapshots !== undefined) await mustSave(snapshots, 'wallet', snapshot(1));
      await close();
      if (snapshots === undefined) return;
      const saved = await snapshots.save('wallet', snapshot(2))();
      expectEqual('a save', E.isLeft(saved) ? saved.left.code : 'saved', 'store_unavailable');
      const result = await snapshots.load('wallet')();
      expectEqual('a load', E.isLeft(result) ? result.left.code : 'loaded', 'store_unavailable');
    },
  },
  {
    name: 'snapshots are there when the log is opened again',
    promise: 'snapshot',
    needs: 'reopen',
    run: async (harness) => {
      if (harness.reopen === undefined) return;
      const before = await harness.open();
      if (before.snapshots !== undefined) await mustSave(before.snapshots, 'wallet', snapshot(7));
      const store = await harness.reopen(before);
      try {
        if (before.snapshots === undefined) return;
        expectThat(store.snapshots !== undefined, 'The store opened again has no snapshots');
        if (store.snapshots === undefined) return;
        expectEqual('the snapshot', await loaded(store.snapshots, 'wallet'), snapshot(7));
      } finally {
        await store.close();
      }
    },
  },
];
