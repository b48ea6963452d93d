import type { Batch, NewEvent, Position, RecordedEvent } from '@largesse/core';
import { nonEmptyArray as NEA } from 'fp-ts';

/**
 * The events of a checked batch as recorded right after `head`: at `head + 1`, `head + 2`, … each
 * with its stamp. Frozen, so that they can be handed out without a copy.
 */
export const recordedEvents = (
  { key, fingerprint, events }: Batch,
  head: Position,
): NEA.NonEmptyArray<RecordedEvent> => {
  const size = events.length;
  const recorded = NEA.mapWithIndex(
    (index, { type, version, at, tags, data }: NewEvent): RecordedEvent =>
      // Every field by name: a spread makes an object that is several times as slow to freeze.
      Object.freeze({
        type,
        version,
        at,
        tags,
        data,
        position: head + index + 1,
        batch: Object.freeze({ key, fingerprint, index, size }),
      }),
  )(events);
  Object.freeze(recorded);
  return recorded;
};
