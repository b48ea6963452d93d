export type {
  BatchStamp,
  DomainEvent,
  Json,
  NewEvent,
  Position,
  Positioned,
  RecordedEvent,
  Tag,
} from './event.js';
export { START } from './event.js';
export { copyPlain } from './copy-plain.js';
export { readState, writeState } from './state-text.js';
export { messageOf } from './message-of.js';
export type { Draft } from './draft.js';
export type { Query, QueryItem } from './query.js';
export { ALL, asksForAll, matches } from './query.js';
export type { AppendCondition, Appended, Batch } from './batch.js';
export type {
  AppendError,
  ConditionFailed,
  KeyReused,
  OutcomeUnknown,
  StoreUnavailable,
} from './store-error.js';
export { StoreFailure } from './store-error.js';
export type { EventStore, ReadRange } from './event-store.js';
export type { Durability } from './durability.js';
export type { StoreCopy, StoreSize } from './store-size.js';
export type { Snapshot, SnapshotStore } from './snapshot-store.js';
export type { EventCodec, UnreadableEvent } from './event-codec.js';
export type { Projection } from './projection.js';
export { queryOf } from './projection.js';
export type { Folded } from './fold.js';
export { evolve, replay, unfolded } from './fold.js';
export type { KeyedFold } from './keyed-fold.js';
export { keyedFold } from './keyed-fold.js';
export type { Decision, Read, Reads } from './decision.js';
