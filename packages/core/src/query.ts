import type { NewEvent, Tag } from './event.js';

/** Matches events of any of the `types` that carry all of the `tags`; what is absent does not restrict. */
export interface QueryItem {
  readonly types?: readonly string[];
  readonly tags?: readonly Tag[];
}

/**
 * Which events: all of them, or those that match at least one of the items.
 * As in the Dynamic Consistency Boundary specification, https://dcb.events.
 */
export type Query = 'all' | { readonly items: readonly QueryItem[] };

/** Every event of the log. */
export const ALL: Query = 'all';

/** Whether an event is one that the query asks for. */
export const matches = (query: Query, event: Pick<NewEvent, 'type' | 'tags'>): boolean =>
  query === 'all' || query.items.some((item) => itemMatches(item, event));

/** Whether a query asks for every event, also where it says so by an item that restricts nothing. */
export const asksForAll = (query: Query): boolean =>
  query === 'all' ||
  query.items.some(({ types, tags = [] }) => types === undefined && tags.length === 0);

const itemMatches = (item: QueryItem, event: Pick<NewEvent, 'type' | 'tags'>): boolean =>
  (item.types === undefined || item.types.includes(event.type)) &&
  (item.tags === undefined || item.tags.every((tag) => event.tags.includes(tag)));
