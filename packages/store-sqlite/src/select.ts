import { matches, type Position, type Query, type RecordedEvent } from '@largesse/core';
import type { Connection } from './connection.js';
import { asksForAll, listsOf, type PositionList } from './position-list.js';
import { SQL } from './statements.js';
import { fromRow } from './stored-event.js';

/** Hands out matching events of a part of the log, page by page. */
export type Pages = () => readonly RecordedEvent[];

/**
 * The matching events after `after`, up to and with `upTo`, in order; each call gives up to `size` more, and
 * none at the end. Positions come from an index and are merged here; the events themselves are read last.
 */
export const select = (
  connection: Connection,
  query: Query,
  after: Position,
  upTo: Position,
  size: number,
): Pages => {
  let last = after;
  const rangePage: Pages = () => {
    const events = connection.all(SQL.range, last, upTo, size).map(fromRow);
    last = events.at(-1)?.position ?? upTo;
    return events;
  };
  if (asksForAll(query)) return rangePage;

  const cursors = listsOf(connection, query, after, upTo).map((list) =>
    cursorOn(list, after, upTo, size),
  );
  const nextPositions = (): readonly Position[] => {
    const positions: Position[] = [];
    while (positions.length < size) {
      const next = Math.min(...cursors.map((cursor) => cursor.position()));
      if (next === Infinity) break;
      positions.push(next);
      for (const cursor of cursors) if (cursor.position() === next) cursor.advance();
    }
    return positions;
  };
  return () => {
    for (;;) {
      const positions = nextPositions();
      if (positions.length === 0) return [];
      const events = eventsAt(connection, positions).filter((event) => matches(query, event));
      if (events.length > 0) return events;
    }
  };
};

/** Whether a matching event stands after a position: one look an index for each type. */
export const standsAfter = (
  connection: Connection,
  query: Query,
  after: Position,
  head: Position,
): boolean => {
  if (head <= after) return false;
  if (asksForAll(query)) return true;
  return listsOf(connection, query, after, head).some((list) =>
    list.check === undefined
      ? list.next(after, head, 1).length > 0
      : select(connection, { items: [list.check] }, after, head, 100)().length > 0,
  );
};

const eventsAt = (
  connection: Connection,
  positions: readonly Position[],
): readonly RecordedEvent[] => connection.all(SQL.events, JSON.stringify(positions)).map(fromRow);

interface Cursor {
  /** `Infinity` at the end. */
  readonly position: () => Position;
  readonly advance: () => void;
}

/** Walks a list, of which it reads a little first and then more at a time. */
const cursorOn = (list: PositionList, after: Position, upTo: Position, most: number): Cursor => {
  let limit = Math.min(16, most);
  let page = list.next(after, upTo, limit);
  let place = 0;
  return {
    position: () => page[place] ?? Infinity,
    advance: () => {
      place += 1;
      if (place < page.length || page.length < limit) return;
      const last = page.at(-1) ?? upTo;
      limit = Math.min(limit * 8, most);
      page = list.next(last, upTo, limit);
      place = 0;
    },
  };
};
