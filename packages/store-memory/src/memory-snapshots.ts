import type { Snapshot, SnapshotStore, StoreUnavailable } from '@largesse/core';
import { option as O, type either as E } from 'fp-ts';

/**
 * Snapshots in a map. One an id, and an engine saves one only after many events of its entity: so they stay
 * a small part of what the log itself takes in memory, and nothing is ever dropped.
 */
export const memorySnapshots = (
  openOnly: <A>(value: () => A) => E.Either<StoreUnavailable, A>,
): SnapshotStore => {
  const kept = new Map<string, Snapshot>();
  return {
    load: (id) => async () => openOnly(() => O.fromNullable(kept.get(id))),
    save:
      (id, { schema, position, state }) =>
      async () =>
        openOnly(() => {
          kept.set(id, Object.freeze({ schema, position, state }));
        }),
  };
};
