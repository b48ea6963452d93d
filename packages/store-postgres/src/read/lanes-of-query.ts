import type { Query, QueryItem } from '@largesse/core';
import { hashOf, laneOf } from '../stored/lane.js';

/** Where the events that match a query stand; among them may be some that do not. */
export interface QueryLanes {
  /** Lanes of a type, or of a tag and a type. */
  readonly single: readonly number[];
  /** Several lanes each, of which only what they have in common. */
  readonly common: readonly (readonly number[])[];
}

/** Whether one of its items has tags without types: its lanes are those of all types there are. */
export const needsTypes = (query: Query): boolean =>
  query !== 'all' && query.items.some(({ types }) => types === undefined);

/** The lanes of a query that does not ask for all. */
export const lanesOf = (query: Query, allTypes: readonly string[]): QueryLanes => {
  const single = new Set<number>();
  const common: number[][] = [];
  for (const { types = allTypes, tags = [] } of itemsOf(query)) {
    const hashes = tags.map(hashOf);
    const [first] = hashes;
    for (const type of types.map(hashOf)) {
      if (hashes.length < 2) single.add(first === undefined ? type : laneOf(type, first));
      else common.push(hashes.map((tag) => laneOf(type, tag)));
    }
  }
  return { single: [...single], common };
};

const itemsOf = (query: Query): readonly QueryItem[] => (query === 'all' ? [] : query.items);
