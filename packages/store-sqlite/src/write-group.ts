import type { Batch, Position } from '@largesse/core';
import { recordedEvents, repeated, type AppendResult } from '@largesse/store-kit';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';
import type { Connection } from './connection.js';
import { standsAfter } from './select.js';
import { eventsOfKey, headOf, insertEvent } from './stored-event.js';

/**
 * Judges batches in their order and writes those that may be, in one transaction: what one writes, the next
 * is judged by. Throws if nothing was written, or a `CommitFailed` if that is not known.
 */
export const writeGroup = (
  connection: Connection,
  batches: readonly Batch[],
): readonly AppendResult[] =>
  connection.transaction(() => {
    let head = headOf(connection);
    return batches.map((batch) => {
      const result = writeBatch(connection, batch, head);
      if (E.isRight(result) && !result.right.repeated) head += batch.events.length;
      return result;
    });
  });

const writeBatch = (connection: Connection, batch: Batch, head: Position): AppendResult => {
  const known = NEA.fromArray([...eventsOfKey(connection, batch.key)]);
  if (O.isSome(known)) return repeated(known.value, batch.fingerprint);
  const fails = batch.conditions.some(({ failIfEventsMatch, after }) =>
    standsAfter(connection, failIfEventsMatch, after, head),
  );
  if (fails) return E.left({ code: 'condition_failed' });
  const events = recordedEvents(batch, head);
  for (const event of events) insertEvent(connection, event);
  return E.right({ events, repeated: false });
};
