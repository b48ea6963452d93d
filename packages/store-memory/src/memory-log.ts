import {
  asksForAll,
  matches,
  type Position,
  type Query,
  type QueryItem,
  type RecordedEvent,
} from '@largesse/core';
import { merge, type PositionList } from './merge.js';
import { positionIndex } from './position-index.js';

/** The events in order, and what finds those that a query asks for. The event at position p is `events[p - 1]`. */
export interface MemoryLog {
  readonly events: readonly RecordedEvent[];
  readonly add: (event: RecordedEvent) => void;
  /** The first `limit` events after `after`, up to and with `upTo`, that match. */
  readonly select: (
    query: Query,
    after: Position,
    upTo: Position,
    limit: number,
  ) => readonly RecordedEvent[];
  /** Whether a matching event stands after a position. Looks at the end of each list only. */
  readonly hasAfter: (query: Query, after: Position) => boolean;
}

/** An empty log. The array is the caller's so that a test can count what is read of it. */
export const memoryLog = (events: RecordedEvent[] = []): MemoryLog => {
  const index = positionIndex(events);

  const listsOf = (query: Query): readonly PositionList[] =>
    itemsOf(query).flatMap((item) => {
      const check = checkOf(item);
      return index.candidates(item).map((positions) => ({ positions, check }));
    });

  const standsAfter = (item: QueryItem, after: Position): boolean => {
    if (index.lastCandidate(item) <= after) return false;
    const check = checkOf(item);
    return check === undefined || index.candidates(item).some((list) => meets(list, check, after));
  };

  const meets = (list: readonly Position[], check: Query, after: Position): boolean => {
    for (let i = list.length - 1; i >= 0; i -= 1) {
      const position = list[i] ?? 0;
      if (position <= after) return false;
      const event = events[position - 1];
      if (event !== undefined && matches(check, event)) return true;
    }
    return false;
  };

  return {
    events,
    add: (event) => {
      events.push(event);
      index.add(event);
    },
    select: (query, after, upTo, limit) => {
      const end = Math.min(upTo, events.length);
      if (asksForAll(query)) return events.slice(after, Math.min(end, after + limit));
      const found: RecordedEvent[] = [];
      const next = merge(listsOf(query), after);
      let last = after;
      while (found.length < limit && next.position() <= end) {
        const event = events[next.position() - 1];
        const check = next.check();
        next.advance();
        if (event === undefined || event.position === last) continue;
        if (check !== undefined && !matches(check, event)) continue;
        found.push(event);
        last = event.position;
      }
      return found;
    },
    hasAfter: (query, after) => {
      if (asksForAll(query)) return events.length > after;
      for (const item of itemsOf(query)) if (standsAfter(item, after)) return true;
      return false;
    },
  };
};

const itemsOf = (query: Query): readonly QueryItem[] => (query === 'all' ? [] : query.items);

/** The lists of an item with several tags are those of one tag: the others are still to be checked. */
const checkOf = (item: QueryItem): Query | undefined =>
  (item.tags?.length ?? 0) > 1 ? { items: [item] } : undefined;
