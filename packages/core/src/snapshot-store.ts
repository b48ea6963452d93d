import type { option, taskEither } from 'fp-ts';
import type { Position } from './event.js';
import type { StoreUnavailable } from './store-error.js';

/**
 * A folded state as it was at a position, kept so that only the events after it must be read. Never
 * the truth: it may be lost or refused at any time, and is then made anew from the log.
 */
export interface Snapshot {
  /** What made it: projection, version, schemas of events. Opaque to the store. */
  readonly schema: string;
  /** Every event of the entity up to and with this position is in the state. */
  readonly position: Position;
  /** The state as text, with a checksum if its maker adds one. Opaque to the store. */
  readonly state: string;
}

/**
 * Keeps the last snapshot under each id. An id is any text, as the ids of wallets are; `schema` and
 * `state` are what `JSON.stringify` may write: any Unicode, but neither NUL nor lone surrogates.
 */
export interface SnapshotStore {
  /** What was saved last under an id, if anything: whole, never parts of two snapshots. */
  readonly load: (id: string) => taskEither.TaskEither<StoreUnavailable, option.Option<Snapshot>>;
  /** Takes the place of what was there, whatever its position or schema. Of saves at once any may be the last. */
  readonly save: (id: string, snapshot: Snapshot) => taskEither.TaskEither<StoreUnavailable, void>;
}
