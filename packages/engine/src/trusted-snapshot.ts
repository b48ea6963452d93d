import type { RecordedEvent, SnapshotStore } from '@largesse/core';
import { either as E, option as O } from 'fp-ts';
import { unsealed, type KeptState, type Seal } from './sealed-state.js';
import type { SnapshotProblem } from './snapshot-problem.js';

/** The event of an entity at exactly a position, if the log has one there. */
export type EventAt = (position: number) => Promise<RecordedEvent | undefined>;

type Report = (code: SnapshotProblem['code'], message: string) => void;

/**
 * What the snapshot under a seal keeps, if there is one: `refused` unless it was made by code like this, from
 * this log, and is whole. That the log reaches to its position is not enough: one that was restored from a
 * backup and went on has another event there. Throws if the store does.
 */
export const trustedSnapshot = async (
  store: SnapshotStore,
  seal: Seal,
  eventAt: EventAt,
  report: Report,
): Promise<KeptState | 'none' | 'refused'> => {
  const loaded = await store.load(seal.id)();
  if (E.isLeft(loaded)) throw new Error(loaded.left.message);
  if (O.isNone(loaded.right)) return 'none';
  const snapshot = loaded.right.value;
  // Usual after an update: no problem, only work.
  if (snapshot.schema !== seal.schema) return 'refused';
  const kept = unsealed(seal, snapshot);
  if (kept === undefined) {
    report('damaged', 'its checksum is not that of what it holds');
    return 'refused';
  }
  const last = await eventAt(kept.position);
  if (last?.batch.key === kept.batchKey) return kept;
  report('not_of_this_log', `the log has another event at ${String(kept.position)}, or none`);
  return 'refused';
};
