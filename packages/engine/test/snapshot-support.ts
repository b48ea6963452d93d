import type { EventStore, Position, Snapshot, SnapshotStore } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { sample } from '@largesse/testing';
import { either as E, option as O } from 'fp-ts';
import { createEngine, type EngineOptions } from '../src/engine.js';
import type { SnapshotProblem } from '../src/snapshot-problem.js';

/** Snapshots that say what was asked of them, and can be changed behind an engine's back. */
export const watchedSnapshots = () => {
  const kept = new Map<string, Snapshot>();
  const saves: string[] = [];
  const loads: string[] = [];
  const store: SnapshotStore = {
    load: (id) => async () => {
      loads.push(id);
      return E.right(O.fromNullable(kept.get(id)));
    },
    save: (id, snapshot) => async () => {
      saves.push(id);
      kept.set(id, snapshot);
      return E.right(undefined);
    },
  };
  return { ...store, kept, saves, loads };
};

/** A store with these snapshots that counts the events it hands out, and from where on. */
export const readsCounted = (store: EventStore, snapshots: SnapshotStore) => {
  const reads = { events: 0, after: [] as Position[] };
  const counting: EventStore = {
    ...store,
    snapshots,
    read: async function* (query, range) {
      reads.after.push(range?.after ?? 0);
      for await (const batch of store.read(query, range)) {
        reads.events += batch.length;
        yield batch;
      }
    },
  };
  return { reads, store: counting };
};

const id = (n: number): string => String(n).padStart(5, '0');

/** A log in which ann gave so many roses to bea, and what an engine on it needs. */
export const roses = async (count: number) => {
  const log = createMemoryStore();
  const writer = createEngine({ store: log, snapshotEvery: Infinity });
  const give = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) {
      const gift = { ...sample.SendGift, commandId: `rose-${id(n)}`, quantity: 1 };
      const result = await writer.submit(gift);
      if (!result.ok) throw new Error(result.message);
    }
  };
  await writer.submit(sample.PublishPolicy);
  await writer.submit(sample.BuyCoins);
  await give(0, count);
  const snapshots = watchedSnapshots();
  const { store, reads } = readsCounted(log, snapshots);
  const problems: SnapshotProblem[] = [];
  const engineWith = (options: Partial<EngineOptions> = {}) =>
    createEngine({
      store,
      snapshotEvery: 100,
      onSnapshotError: (problem) => problems.push(problem),
      ...options,
    });
  return { log, store, snapshots, reads, problems, give, engineWith };
};

/** Where the snapshots of a wallet are. */
export const ANN = '["wallet","ann"]';

/** The coins that ann has left after so many roses at one coin each. */
export const left = (count: number): bigint => 7120n - BigInt(count);

/** Has an engine on the log be asked for ann's wallet, and closes it: a snapshot is saved if one is due. */
export const asked = async (world: Awaited<ReturnType<typeof roses>>): Promise<void> => {
  const engine = world.engineWith();
  await engine.wallet('ann');
  await engine.close();
};
