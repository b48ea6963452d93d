import type { nonEmptyArray } from 'fp-ts';
import type { NewEvent, Position, RecordedEvent } from './event.js';
import type { Query } from './query.js';

/** Holds while no event after `after` matches the query. */
export interface AppendCondition {
  readonly failIfEventsMatch: Query;
  readonly after: Position;
}

/** What is appended: whole or not at all, and once for a key. */
export interface Batch {
  /** The idempotency key. It is looked at before the conditions. */
  readonly key: string;
  /** Of the command, not of the events: equal content, equal fingerprint. */
  readonly fingerprint: string;
  readonly events: nonEmptyArray.NonEmptyArray<NewEvent>;
  /** All must hold. None means: append whatever is there. */
  readonly conditions: readonly AppendCondition[];
}

/** The events of a batch as recorded. */
export interface Appended {
  readonly events: nonEmptyArray.NonEmptyArray<RecordedEvent>;
  /** True if the key was there before, so that these are the events of its first append. */
  readonly repeated: boolean;
}
