import type { Position, Query, QueryItem, Tag } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import type { Connection } from './connection.js';
import { SQL } from './statements.js';

/** Where the events of one type stand, all of them or those with one tag. */
export interface PositionList {
  /** The first `limit` positions after `after`, up to and with `upTo`. */
  readonly next: (after: Position, upTo: Position, limit: number) => readonly Position[];
  /** What an event on the list is still to be checked for: all but one of several tags. */
  readonly check: QueryItem | undefined;
}

/** Whether a query asks for every event. */
export const asksForAll = (query: Query): boolean =>
  query === 'all' ||
  query.items.some(({ types, tags = [] }) => types === undefined && tags.length === 0);

/** Lists that together hold every match of a query that does not ask for all, in a part of the log. */
export const listsOf = (
  connection: Connection,
  query: Query,
  after: Position,
  upTo: Position,
): readonly PositionList[] =>
  query === 'all' ? [] : query.items.flatMap((item) => listsOfItem(connection, item, after, upTo));

const listsOfItem = (
  connection: Connection,
  item: QueryItem,
  after: Position,
  upTo: Position,
): readonly PositionList[] => {
  const { types, tags = [] } = item;
  if (tags.length === 0) return (types ?? []).map((type) => listOfType(connection, type));
  const tag = rarest(connection, tags, types, after, upTo);
  const check = tags.length > 1 ? item : undefined;
  return typesOf(connection, tag, types).map((type) => listOfTag(connection, tag, type, check));
};

const listOfType = (connection: Connection, type: string): PositionList => {
  const stored = toStoredText(type);
  return {
    next: (after, upTo, limit) =>
      connection
        .all(SQL.ofType, stored, after, upTo, limit)
        .map(({ position }) => Number(position)),
    check: undefined,
  };
};

/** A list by stored texts. */
const listOfTag = (
  connection: Connection,
  tag: string,
  type: string,
  check: QueryItem | undefined,
): PositionList => ({
  next: (after, upTo, limit) =>
    connection
      .all(SQL.ofTag, tag, type, after, upTo, limit)
      .map(({ position }) => Number(position)),
  check,
});

/** The types to look for, as stored: those asked for, else all that come with the tag. */
const typesOf = (
  connection: Connection,
  tag: string,
  types: QueryItem['types'],
): readonly string[] => {
  if (types !== undefined) return types.map(toStoredText);
  const found: string[] = [];
  for (let type = ''; ;) {
    const next = connection.get(SQL.nextTypeOfTag, tag, type)?.type;
    if (typeof next !== 'string') return found;
    found.push(next);
    type = next;
  }
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
  const [first = ''] = stored;
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
