import {
  replay,
  unfolded,
  type DomainEvent,
  type Positioned,
  type Projection,
  type Read,
  type Reads,
} from '@largesse/core';

/** Finds the state of one entity, however the caller keeps it. */
export type StateOf<E extends DomainEvent> = <S>(projection: Projection<S, E>, key: string) => S;

/** What a decision says of the states that it reads. */
export interface Reading<C, V, E extends DomainEvent> {
  readonly reads: (command: C) => Reads<V, E>;
}

/** The states that a decision reads for a command. */
export const viewsOf = <C, V, E extends DomainEvent>(
  decision: Reading<C, V, E>,
  command: C,
  stateOf: StateOf<E>,
): V => {
  const reads = Object.entries<Read<unknown, E>>(decision.reads(command));
  const views = reads.map(([name, { projection, key }]) => [name, stateOf(projection, key)]);
  // The reads have just the names of V, and the projection of each folds the state of its name.
  return Object.fromEntries(views) as V;
};

/** Folds an entity from all events by the definition alone: slow, and hard to get wrong. */
export const foldOf =
  <E extends DomainEvent>(events: readonly Positioned<E>[]): StateOf<E> =>
  (projection, key) => {
    const folded = unfolded(projection);
    for (const positioned of events) {
      const { event } = positioned;
      if (!(projection.types as readonly string[]).includes(event.type)) continue;
      if (projection.keyOf(event) === key) replay(projection, folded, positioned);
    }
    return folded.state;
  };

/** Events in order as a log would hold them, at positions 1, 2, 3, … */
export const positioned = <E extends DomainEvent>(events: readonly E[]): readonly Positioned<E>[] =>
  events.map((event, index) => ({ position: index + 1, event }));
