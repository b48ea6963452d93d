import type { DomainEvent, Positioned } from './event.js';
import { replay, unfolded, type Folded } from './fold.js';
import type { Projection } from './projection.js';

/** A projection lifted over every entity that a log mentions. */
export interface KeyedFold<S, E extends DomainEvent> {
  readonly projection: Projection<S, E>;
  /** The entities seen so far. */
  readonly states: ReadonlyMap<string, Folded<S>>;
  /** Folds an event into the entity it concerns; events of other types and repeats change nothing. */
  readonly add: (positioned: Positioned<E>) => void;
}

/** Folds many entities side by side, each by plain mutation of its own state. */
export const keyedFold = <S, E extends DomainEvent>(
  projection: Projection<S, E>,
): KeyedFold<S, E> => {
  const states = new Map<string, Folded<S>>();
  const types = new Set<string>(projection.types);
  const stateOf = (key: string): Folded<S> => {
    const known = states.get(key);
    if (known !== undefined) return known;
    const fresh = unfolded(projection);
    states.set(key, fresh);
    return fresh;
  };
  return {
    projection,
    states,
    add: (positioned) => {
      if (!types.has(positioned.event.type)) return;
      replay(projection, stateOf(projection.keyOf(positioned.event)), positioned);
    },
  };
};
