import type { nonEmptyArray, option, taskEither } from 'fp-ts';
import type { Appended, Batch } from './batch.js';
import type { Durability } from './durability.js';
import type { Position, RecordedEvent } from './event.js';
import type { Query } from './query.js';
import type { SnapshotStore } from './snapshot-store.js';
import type { AppendError, StoreUnavailable } from './store-error.js';
import type { StoreSize } from './store-size.js';

/** Which part of what matches a query is read. */
export interface ReadRange {
  /** Only events after this position. From the start if absent. */
  readonly after?: Position;
  /** Only events up to and with this position. */
  readonly upTo?: Position;
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
