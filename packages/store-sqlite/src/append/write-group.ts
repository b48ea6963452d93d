import type { Batch, Position, RecordedEvent } from '@largesse/core';
import { recordedEvents, repeated, type AppendResult } from '@largesse/store-kit';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';
import type { Guard } from './guard.js';
import { batchAt, indexedKeys, refresh, type Log } from '../read/log.js';
import { insertEvents } from './insert-events.js';

/**
 * Judges batches in their order and writes those that may be, in one transaction: what one writes, the next
 * is judged by. Throws if nothing was written, or a `CommitFailed` if that is not known.
 */
export const writeGroup = (
  log: Log,
  guard: Guard,
  batches: readonly Batch[],
): readonly AppendResult[] => {
  let before: Position | undefined;
  try {
    return log.connection.transaction(() => {
      before = refresh(log);
      const keys = indexedKeys(
        log,
        batches.map(({ key }) => key),
      );
      const written: RecordedEvent[] = [];
      const results = batches.map((batch) => judge(log, guard, keys, written, batch));
      insertEvents(log.connection, written);
      return results;
    });
  } catch (thrown) {
    if (before !== undefined) log.recent.cutBack(before);
    throw thrown;
  }
};

/** Judges a batch by the log and by what is written in this transaction; adds what it may write to that. */
const judge = (
  log: Log,
  guard: Guard,
  keys: ReadonlyMap<string, Position>,
  written: RecordedEvent[],
  batch: Batch,
): AppendResult => {
  const { key, fingerprint, conditions } = batch;
  const first = keys.get(key) ?? log.recent.firstOfKey(key);
  if (first !== undefined) {
    const known = NEA.fromArray([...eventsAt(log, written, first)]);
    if (O.isSome(known)) return repeated(known.value, fingerprint);
  }
  const fails = conditions.some(({ failIfEventsMatch, after }) =>
    guard.standsAfter(failIfEventsMatch, after),
  );
  if (fails) return E.left({ code: 'condition_failed' });
  const events = recordedEvents(batch, log.recent.head);
  for (const event of events) {
    const { position, type, tags, batch: stamp } = event;
    log.recent.add({ position, type, tags, key: stamp.index === 0 ? key : undefined });
    written.push(event);
  }
  return E.right({ events, repeated: false });
};

/** The events of a batch that is in the log, or that this transaction is about to write. */
const eventsAt = (
  log: Log,
  written: readonly RecordedEvent[],
  first: Position,
): readonly RecordedEvent[] => {
  const start = written[0]?.position ?? Infinity;
  if (first < start) return batchAt(log, first);
  const size = written[first - start]?.batch.size ?? 0;
  return written.slice(first - start, first - start + size);
};
