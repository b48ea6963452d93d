import { matches, type Position, type Query, type QueryItem, type Tag } from '@largesse/core';

/** What of an event decides whether a query or a key finds it. */
export interface RecentEvent {
  readonly position: Position;
  readonly type: string;
  readonly tags: readonly Tag[];
  /** The key of its batch if it is the first of it. */
  readonly key: string | undefined;
}

/**
 * The events at the end of the log that the index in the file does not have yet, found in memory. It holds what was
 * committed and nothing else, but for a transaction that is under way and may `cutBack` to where it began.
 */
export class RecentEvents {
  private events: RecentEvent[] = [];
  private readonly byTag = new Map<string, RecentEvent[]>();
  private readonly byType = new Map<string, RecentEvent[]>();
  private readonly byKey = new Map<string, Position>();

  /** `indexed` is how far the index in the file reaches. */
  constructor(public indexed: Position) {}

  get head(): Position {
    return this.events.at(-1)?.position ?? this.indexed;
  }

  get count(): number {
    return this.events.length;
  }

  /** Takes the event after the last. */
  add(event: RecentEvent): void {
    this.events.push(event);
    push(this.byType, event.type, event);
    for (const tag of event.tags) push(this.byTag, tag, event);
    if (event.key !== undefined) this.byKey.set(event.key, event.position);
  }

  /** Forgets the events after a position, the last first. */
  cutBack(head: Position): void {
    while (this.head > head && this.events.length > 0) {
      const event = this.events.pop();
      if (event === undefined) return;
      pop(this.byType, event.type);
      for (const tag of event.tags) pop(this.byTag, tag);
      if (event.key !== undefined) this.byKey.delete(event.key);
    }
  }

  /** Forgets what the index in the file now has. */
  indexedUpTo(position: Position): void {
    const left = this.events.filter((event) => event.position > position);
    for (const lists of [this.byTag, this.byType, this.byKey]) lists.clear();
    this.events = [];
    this.indexed = position;
    for (const event of left) this.add(event);
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

  /** Whether a matching event stands after a position. */
  standsAfter(query: Query, after: Position): boolean {
    if (query === 'all' || this.head <= after) return this.head > after;
    return query.items.some((item) => this.matching(item, after).next().done !== true);
  }

  /** Walks back along the shortest lists that have every match. */
  private *matching(item: QueryItem, after: Position): Generator<RecentEvent, undefined> {
    const query = { items: [item] };
    for (const list of this.listsOf(item)) {
      for (let i = list.length - 1; i >= 0; i -= 1) {
        const event = list[i];
        if (event === undefined || event.position <= after) break;
        if (matches(query, event)) yield event;
      }
    }
    return undefined;
  }

  private listsOf({ types, tags = [] }: QueryItem): readonly (readonly RecentEvent[])[] {
    let shortest = types?.map((type) => this.byType.get(type) ?? []) ?? [this.events];
    let length = shortest.reduce((sum, list) => sum + list.length, 0);
    for (const tag of tags) {
      const list = this.byTag.get(tag) ?? [];
      if (list.length < length) {
        shortest = [list];
        ({ length } = list);
      }
    }
    return shortest;
  }
}

const push = (lists: Map<string, RecentEvent[]>, name: string, event: RecentEvent): void => {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [event]);
  else list.push(event);
};

const pop = (lists: Map<string, RecentEvent[]>, name: string): void => {
  const list = lists.get(name);
  list?.pop();
  if (list?.length === 0) lists.delete(name);
};
