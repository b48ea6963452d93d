import { enableMapSet, produce } from 'immer';
import type { Draft } from './draft.js';
import { START, type DomainEvent, type Position, type Positioned } from './event.js';
import type { Projection } from './projection.js';

enableMapSet();

/** A state and how far it is folded. */
export interface Folded<S> {
  readonly state: S;
  /** Of the last event folded in; an event at or below it is a repeat and changes nothing. */
  readonly position: Position;
}

/** The fold of no events. */
export const unfolded = <S, E extends DomainEvent>(projection: Projection<S, E>): Folded<S> => ({
  state: projection.initial(),
  position: START,
});

/**
 * Folds one event into a state that the caller owns, by plain mutation: the speed for replay.
 * Returns whether the event was new.
 */
export const replay = <S, E extends DomainEvent>(
  projection: Projection<S, E>,
  owned: { state: S; position: Position },
  { event, position }: Positioned<E>,
): boolean => {
  if (position <= owned.position) return false;
  // The caller owns the state, so the recipe may take it for its draft.
  projection.apply(owned.state as Draft<S>, event);
  owned.position = position;
  return true;
};

/**
 * Folds one event into an immutable state through Immer: the speed for live views, whose
 * subscribers keep what they were given. The same recipe as `replay`, the same result.
 */
export const evolve = <S, E extends DomainEvent>(
  projection: Projection<S, E>,
  folded: Folded<S>,
  { event, position }: Positioned<E>,
): Folded<S> =>
  position <= folded.position
    ? folded
    : {
        state: produce(folded.state, (draft) => {
          projection.apply(draft as Draft<S>, event);
        }),
        position,
      };
