import { asksForAll, matches, type Position, type Query, type RecordedEvent } from '@largesse/core';
import type { Log } from './log.js';
import { SQL } from '../statements.js';
import { fromRow } from './stored-event.js';
import { listsOf, type PositionList } from './tag-index.js';

/** Hands out matching events of a part of the log, page by page. */
export type Pages = () => readonly RecordedEvent[];

/**
 * The matching events after `after`, up to and with `upTo`, in order; each call gives up to `size` more, and
 * none at the end. Positions come from the index and from memory and are merged here; the events are read last.
 * `upTo` is no later than what `log.refresh` saw.
 */
export const select = (
  { connection, recent }: Log,
  query: Query,
  after: Position,
  upTo: Position,
  size: number,
): Pages => {
  if (query === 'all' || asksForAll(query)) {
    let last = after;
    return () => {
      const events = connection.all(SQL.range, last, upTo, size).map(fromRow);
      last = events.at(-1)?.position ?? upTo;
      return events;
    };
  }
  const indexed = Math.min(upTo, recent.indexed);
  const lists = query.items.flatMap((item) => listsOf(connection, item, after, indexed));
  const cursors = [
    ...lists.map((list) => cursorOn(list, after, indexed, size)),
    cursorOver(recent.positions(query, Math.max(after, recent.indexed), upTo)),
  ];
  return () => {
    for (;;) {
      const positions = merged(cursors, size);
      if (positions.length === 0) return [];
      const events = connection
        .all(SQL.events, JSON.stringify(positions))
        .map(fromRow)
        .filter((event) => matches(query, event));
      if (events.length > 0) return events;
    }
  };
};

/** The next positions, in order and each once. */
const merged = (cursors: readonly Cursor[], size: number): readonly Position[] => {
  const positions: Position[] = [];
  while (positions.length < size) {
    let next = Infinity;
    for (const { position } of cursors) next = Math.min(next, position());
    if (next === Infinity) break;
    positions.push(next);
    for (const cursor of cursors) if (cursor.position() === next) cursor.advance();
  }
  return positions;
};

interface Cursor {
  /** `Infinity` at the end. */
  readonly position: () => Position;
  readonly advance: () => void;
}

const cursorOver = (positions: readonly Position[]): Cursor => {
  let place = 0;
  return {
    position: () => positions[place] ?? Infinity,
    advance: () => {
      place += 1;
    },
  };
};

/** Walks a list, of which it reads a little first and then more at a time. */
const cursorOn = (list: PositionList, after: Position, upTo: Position, most: number): Cursor => {
  let asked = Math.min(16, most);
  let page = list.next(after, upTo, asked);
  let place = 0;
  return {
    position: () => page[place] ?? Infinity,
    advance: () => {
      place += 1;
      if (place < page.length || page.length < asked) return;
      const last = page.at(-1) ?? upTo;
      asked = Math.min(asked * 8, most);
      page = list.next(last, upTo, asked);
      place = 0;
    },
  };
};
