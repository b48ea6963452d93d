import { matches, type Position, type Query, type QueryItem } from '@largesse/core';
import { EventLists, type ListedEvent } from './event-lists.js';
import { LastSeen } from './last-seen.js';

/** What of an event decides whether a query or a key finds it. */
export interface RecentEvent extends ListedEvent {
  /** The key of its batch if it is the first of it. */
  readonly key: string | undefined;
}

/**
 * The events at the end of the log that the index in the file does not have yet, found in memory. It holds what was
 * committed and nothing else, but for a transaction that is under way and may `cutBack` to where it began.
 */
export class RecentEvents {
  private events: RecentEvent[] = [];
  /** All of them by type and tag. */
  readonly lists = new EventLists();
  private readonly byKey = new Map<string, Position>();
  private readonly lastSeen: LastSeen;

  /** `indexed` is how far the index in the file reaches. */
  constructor(public indexed: Position) {
    this.lastSeen = new LastSeen(indexed);
  }

  get head(): Position {
    return this.events.at(-1)?.position ?? this.indexed;
  }

  get count(): number {
    return this.events.length;
  }

  /** Takes the event after the last. */
  add(event: RecentEvent): void {
    this.events.push(event);
    this.lists.add(event);
    this.lastSeen.add(event, event.position);
    if (event.key !== undefined) this.byKey.set(event.key, event.position);
  }

  /** Forgets the events after a position, the last first. */
  cutBack(head: Position): void {
    while (this.head > head && this.events.length > 0) {
      const event = this.events.pop();
      if (event === undefined) return;
      this.lists.takeBack(event);
      if (event.key !== undefined) this.byKey.delete(event.key);
    }
  }

  /** Forgets what the index in the file now has. */
  indexedUpTo(position: Position): void {
    if (position > this.head) this.lastSeen.missed(position);
    this.events = this.events.filter((event) => event.position > position);
    this.indexed = position;
    this.lists.clear();
    this.byKey.clear();
    for (const event of this.events) {
      this.lists.add(event);
      if (event.key !== undefined) this.byKey.set(event.key, event.position);
    }
  }

  /** The position of the first event of the batch with a key. */
  firstOfKey(key: string): Position | undefined {
    return this.byKey.get(key);
  }

  /** The positions of matching events after a position, up to and with another, in order. */
  positions(query: Query, after: Position, upTo: Position): readonly Position[] {
    if (query === 'all' || this.head <= after) return [];
    const found = new Set<Position>();
    for (const item of query.items) {
      for (const { position } of this.matching(item, after)) {
        if (position <= upTo) found.add(position);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  /**
   * False only if no matching event stands after a position, in memory or in the index: most guards are
   * answered by that.
   */
  mayStandAfter(query: Query, after: Position): boolean {
    return this.head > after && this.lastSeen.mayStandAfter(query, after);
  }

  /** Whether a matching event stands after a position, among those in memory. */
  standsAfter(query: Query, after: Position): boolean {
    if (query === 'all' || this.head <= after) return this.head > after;
    return query.items.some((item) => this.matching(item, after).next().done !== true);
  }

  /** Walks back along the shortest lists that have every match. */
  private *matching(item: QueryItem, after: Position): Generator<ListedEvent, undefined> {
    const query = { items: [item] };
    for (const list of this.lists.of(item)) {
      for (let i = list.length - 1; i >= 0; i -= 1) {
        const event = list[i];
        if (event === undefined || event.position <= after) break;
        if (matches(query, event)) yield event;
      }
    }
    return undefined;
  }
}
