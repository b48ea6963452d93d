import type { Draft } from './draft.js';
import type { DomainEvent, Tag } from './event.js';
import type { Query } from './query.js';

/**
 * A read model of one entity (one wallet, one creator): which events it folds, and how.
 * The same projection serves decisions, queries, live views and audits.
 *
 * `keyOf` and `apply` are methods so that a projection of some of a domain's events can stand
 * where one of all is asked for: it is only ever given events of its `types`.
 */
export interface Projection<S, E extends DomainEvent> {
  /** What messages and snapshots call it; unique among the projections of an app. */
  readonly name: string;
  /** Raised whenever the recipe or the shape of the state changes: older snapshots are refused. */
  readonly version: number;
  /** The types of event it folds. */
  readonly types: readonly E['type'][];
  /** The tags that an event of the entity carries. */
  readonly tags: (key: string) => readonly Tag[];
  /** The entity that an event of these types concerns. */
  keyOf(event: E): string;
  /** A new state before any event; the caller owns it. */
  readonly initial: () => S;
  /** An Immer recipe: changes the draft, returns nothing, never fails. */
  apply(draft: Draft<S>, event: E): void;
}

/** The events of one entity of a projection. */
export const queryOf = <S, E extends DomainEvent>(
  projection: Projection<S, E>,
  key: string,
  types: readonly E['type'][] = projection.types,
): Query => ({ items: [{ types, tags: projection.tags(key) }] });
