import type { Position, Query, QueryItem, Tag } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import type { Connection } from './connection.js';
import { SQL } from './statements.js';

/** Where the events of one type with one tag stand, as far as the index in the file reaches. */
export interface PositionList {
  /** The first `limit` positions after `after`, up to and with `upTo`. */
  readonly next: (after: Position, upTo: Position, limit: number) => readonly Position[];
  /** The last position; 0 if there is none. */
  readonly last: () => Position;
  /** Whether the events on the list are still to be checked, for other tags. */
  readonly partly: boolean;
}

/** Not a tag: under it stand all events of a type. */
const NO_TAG = '';

/** Whether a query asks for every event. */
export const asksForAll = (query: Query): boolean =>
  query === 'all' ||
  query.items.some(({ types, tags = [] }) => types === undefined && tags.length === 0);

/** Lists that together hold every match of an item that has types or tags. */
export const listsOf = (
  connection: Connection,
  { types, tags = [] }: QueryItem,
  after: Position,
  upTo: Position,
): readonly PositionList[] => {
  const tag = tags.length === 0 ? NO_TAG : rarest(connection, tags, types, after, upTo);
  const partly = tags.length > 1;
  return typesOf(connection, tag, types).map((type) => listOf(connection, tag, type, partly));
};

/** A list by texts as they are stored. */
const listOf = (
  connection: Connection,
  tag: string,
  type: string,
  partly: boolean,
): PositionList => ({
  next: (after, upTo, limit) =>
    connection
      .all(SQL.ofTag, tag, type, after, upTo, limit)
      .map(({ position }) => Number(position)),
  last: () => Number(connection.get(SQL.lastOfTag, tag, type)?.position ?? 0),
  partly,
});

/** The types to look for, as stored: those asked for, else all that come with the tag. */
const typesOf = (
  connection: Connection,
  tag: string,
  types: QueryItem['types'],
): readonly string[] => {
  if (types !== undefined) return types.map(toStoredText);
  const found: string[] = [];
  let next = connection.get(SQL.firstTypeOfTag, tag)?.type;
  while (typeof next === 'string') {
    found.push(next);
    next = connection.get(SQL.nextTypeOfTag, tag, next)?.type;
  }
  return found;
};

/**
 * Of several tags, as stored, the one with the fewest events in question: counts each up to a limit that
 * grows, so that the rarest decides what it costs.
 */
const rarest = (
  connection: Connection,
  tags: readonly Tag[],
  types: QueryItem['types'],
  after: Position,
  upTo: Position,
): string => {
  const stored = tags.map(toStoredText);
  const [first = NO_TAG] = stored;
  if (stored.length === 1) return first;
  const count = (tag: string, limit: number): number =>
    typesOf(connection, tag, types).reduce((sum, type) => {
      const row = connection.get(SQL.countOfTag, tag, type, after, upTo, limit);
      return sum + Number(row?.count);
    }, 0);
  for (let limit = 16; ; limit *= 8) {
    const found = stored.find((tag) => count(tag, limit) < limit);
    if (found !== undefined) return found;
  }
};
