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
export { ALL, matches } from './query.js';
export type {
  AppendCondition,
  AppendError,
  Appended,
  Batch,
  ConditionFailed,
  Durability,
  EventStore,
  KeyReused,
  OutcomeUnknown,
  ReadRange,
  StoreUnavailable,
} from './event-store.js';
export { StoreFailure } from './event-store.js';
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
