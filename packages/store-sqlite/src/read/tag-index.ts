import type { Position, QueryItem, Tag } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import type { Connection, Row } from '../driver/connection.js';
import { NO_TAG } from '../lists/event-lists.js';
import { SQL } from '../statements.js';

/** Where the events of one type with one tag stand, as far as the index in the file reaches. */
export interface PositionList {
  /** The next positions after `after`, up to and with `upTo`: at least so many, if there are. */
  readonly next: (after: Position, upTo: Position, atLeast: number) => readonly Position[];
  /** The last position; 0 if there is none. */
  readonly last: () => Position;
}

/** Lists that together hold every match of an item that has types or tags; of several tags, it goes by one. */
export const listsOf = (
  connection: Connection,
  { types, tags = [] }: QueryItem,
  after: Position,
  upTo: Position,
): readonly PositionList[] => {
  const tag = tags.length === 0 ? NO_TAG : rarest(connection, tags, types, after, upTo);
  return typesOf(connection, tag, types).map((type) => listOf(connection, tag, type));
};

/** What `SQL.ofTag` and `SQL.countOfTag` are given to find the rows of a list. */
const rowsOf = (tag: string, type: string, after: Position, upTo: Position) =>
  [tag, type, after, tag, type, upTo, upTo] as const;

/** The positions that a row holds: its own, or those of its run, as `laneRows` wrote them. */
const positionsIn = ({ position, positions }: Row): readonly Position[] =>
  typeof positions === 'string'
    ? (JSON.parse(positions) as readonly Position[])
    : [Number(position)];

/** A list by texts as they are stored. */
const listOf = (connection: Connection, tag: string, type: string): PositionList => ({
  // Every row holds one of them at least, but the one that goes on behind `upTo` maybe none: it is the last.
  next: (after, upTo, atLeast) =>
    connection
      .all(SQL.ofTag, ...rowsOf(tag, type, after, upTo), atLeast)
      .flatMap(positionsIn)
      .filter((position) => position > after && position <= upTo),
  last: () => Number(connection.get(SQL.lastOfTag, tag, type)?.position ?? 0),
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
      const rows = rowsOf(tag, type, after, upTo);
      const row = connection.get(SQL.countOfTag, ...rows, after, upTo, limit);
      return sum + Number(row?.count);
    }, 0);
  for (let limit = 16; ; limit *= 8) {
    const found = stored.find((tag) => count(tag, limit) < limit);
    if (found !== undefined) return found;
  }
};
