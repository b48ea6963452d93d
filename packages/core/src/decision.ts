import type { either, nonEmptyArray } from 'fp-ts';
import type { DomainEvent } from './event.js';
import type { Projection } from './projection.js';

/** A state that a decision reads, and which later events could make the decision wrong. */
export interface Read<S, E extends DomainEvent> {
  readonly projection: Projection<S, E>;
  /** The entity: which wallet, which creator. */
  readonly key: string;
  /**
   * Of the projection's types those whose later arrival could make an acceptance wrong.
   * Facts that only make more possible need no guard.
   */
  readonly guardedBy: readonly E['type'][];
}

/** The reads of a decision, by the names under which it gets their states. */
export type Reads<V, E extends DomainEvent> = { readonly [K in keyof V]: Read<V[K], E> };

/**
 * How a command is judged: what it reads, what guards it, and the events it makes or the
 * reason why not. Pure: time and ids are in the command. The evolution of the states it reads is
 * their projections'. After the Decider of J. Chassaing, cut by query instead of by stream.
 */
export interface Decision<C, V, E extends DomainEvent, R> {
  /** The types of event it may make: commands whose guards these break are run one by one. */
  readonly emits: readonly E['type'][];
  readonly reads: (command: C) => Reads<V, E>;
  readonly decide: (command: C, views: V) => either.Either<R, nonEmptyArray.NonEmptyArray<E>>;
}
