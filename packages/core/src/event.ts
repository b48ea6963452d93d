/**
 * Where an event stands in the one total order of a log: 1, 2, 3, … with gaps allowed.
 * A safe integer; 0 is the place before every event.
 */
export type Position = number;

/** The position before the first event. */
export const START: Position = 0;

/** A thing that an event concerns, `kind:id`. An event has at most one tag of each kind. */
export type Tag = `${string}:${string}`;

/** What JSON can hold. Event data is kept as JSON so that every store can keep it. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** An event as it is handed to a store, before it has a position. */
export interface NewEvent {
  readonly type: string;
  /** The version of the schema of `data`, from 1. */
  readonly version: number;
  /** When it happened, as the command said: RFC 3339 in UTC with three digits of fraction. */
  readonly at: string;
  readonly tags: readonly Tag[];
  readonly data: Json;
}

/**
 * The append that an event came in. It travels with each event so that whoever reads a log
 * can see that no batch is cut in half and that no key took effect twice.
 */
export interface BatchStamp {
  /** The idempotency key of the append: in Largesse the id of the command. */
  readonly key: string;
  /** Equal for equal commands, different for different ones. */
  readonly fingerprint: string;
  /** This event's place in its batch, from 0. */
  readonly index: number;
  /** How many events the batch has. */
  readonly size: number;
}

/** An event as a store returns it. */
export interface RecordedEvent extends NewEvent {
  readonly position: Position;
  readonly batch: BatchStamp;
}

/** What every decoded event has; a domain's events are a union of such, told apart by `type`. */
export interface DomainEvent {
  readonly type: string;
  readonly at: string;
}

/** A decoded event with its position: what folds take. */
export interface Positioned<E extends DomainEvent> {
  readonly position: Position;
  readonly event: E;
}
