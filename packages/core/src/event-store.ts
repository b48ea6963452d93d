import type { nonEmptyArray, option, taskEither } from 'fp-ts';
import type { NewEvent, Position, RecordedEvent } from './event.js';
import type { Query } from './query.js';
import type { SnapshotStore } from './snapshot-store.js';
import type { StoreSize } from './store-size.js';

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

/** An event that matches one of the conditions is there. Read the tail and decide again. */
export interface ConditionFailed {
  readonly code: 'condition_failed';
}

/** The key was used before with another fingerprint. Nothing was appended. */
export interface KeyReused {
  readonly code: 'key_reused';
}

/** The store did not say whether it appended. Never a no: append again with the same key to know. */
export interface OutcomeUnknown {
  readonly code: 'outcome_unknown';
  readonly message: string;
}

/** The store cannot be reached or used; nothing was appended. */
export interface StoreUnavailable {
  readonly code: 'store_unavailable';
  readonly message: string;
}

export type AppendError = ConditionFailed | KeyReused | OutcomeUnknown | StoreUnavailable;

/** Which part of what matches a query is read. */
export interface ReadRange {
  /** Only events after this position. From the start if absent. */
  readonly after?: Position;
  /** Only events up to and with this position. */
  readonly upTo?: Position;
}

/** What a store keeps, through which failures. Found out when it is opened, not assumed. */
export interface Durability {
  /** Acknowledged events survive the end of any one process. */
  readonly survivesProcessEnd: boolean;
  /** Acknowledged events survive a loss of power of one machine. */
  readonly survivesPowerLoss: boolean;
  /** Acknowledged events survive the loss of one machine with its disk. */
  readonly survivesMachineLoss: boolean;
  /** What was found, in sentences for the operator. */
  readonly notes: readonly string[];
}

/**
 * One totally ordered log of events. An adapter keeps all of this, and the conformance suite
 * of `@largesse/testing` shows it:
 *
 * 1. A batch is appended whole or not at all, and only if its conditions hold at that moment.
 * 2. Positions order visibility: who has read up to p never later finds a new event at or below p.
 *    What was acknowledged is read at once, through every handle on the log.
 * 3. The same key with the same fingerprint returns the first result, for ever.
 * 4. A timeout is `outcome_unknown`, and the key resolves it.
 * 5. What was acknowledged survives what `durability()` says.
 */
export interface EventStore {
  readonly append: (batch: Batch) => taskEither.TaskEither<AppendError, Appended>;
  /** The events of the batch with this key, if there is one. */
  readonly lookup: (
    key: string,
  ) => taskEither.TaskEither<
    StoreUnavailable,
    option.Option<nonEmptyArray.NonEmptyArray<RecordedEvent>>
  >;
  /** The last position of the log; 0 if it is empty. */
  readonly head: () => taskEither.TaskEither<StoreUnavailable, Position>;
  /**
   * The matching events in order of position, in batches that are never empty.
   * Rejects with a `StoreFailure` if the store fails on the way.
   */
  readonly read: (query: Query, range?: ReadRange) => AsyncIterable<readonly RecordedEvent[]>;
  /**
   * The matching events after a position: those there are, then those to come, without end.
   * The iterator's `return()` ends it at once, also while it waits; `close()` ends it too.
   */
  readonly follow: (query: Query, after: Position) => AsyncIterable<readonly RecordedEvent[]>;
  readonly durability: () => Durability;
  /** How much there is, and how far copies are behind. A store that cannot tell cheaply has none of it. */
  readonly size?: () => taskEither.TaskEither<StoreUnavailable, StoreSize>;
  /**
   * Snapshots of what was folded from this log, kept with it: a backup, a copy or a deletion of the log
   * takes them along. A store without them works as well; only long histories take longer to open.
   */
  readonly snapshots?: SnapshotStore;
  /** Ends every `follow`, lets appends under way finish, and frees what the adapter holds. */
  readonly close: () => Promise<void>;
}

/** Thrown by a read that a broken store interrupts. A failure, never a refusal. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
}
