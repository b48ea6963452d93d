import type { NewEvent, Position, Query, QueryItem } from '@largesse/core';

/** How many places there are, a power of two: two megabytes. */
const PLACES = 2 ** 18;

/** Not a tag: under it stand all events of a type. */
const NO_TAG = '';

/**
 * Where the last event with a tag and a type may stand, for every tag and type, in little memory that never grows:
 * each pair has a place by its hash, and the place holds the last position of any event that came to it. Pairs
 * that share a place see each other's events, so it can say for certain only that nothing came. That is what
 * nearly every guard asks, and spares it the look into the index.
 */
export class LastSeen {
  private readonly places = new Float64Array(PLACES);

  /** `from` is the position after which it saw every event. */
  constructor(private from: Position) {}

  add({ type, tags }: Pick<NewEvent, 'type' | 'tags'>, position: Position): void {
    this.places[placeOf(NO_TAG, type)] = position;
    for (const tag of tags) this.places[placeOf(tag, type)] = position;
  }

  /** There are events up to a position that it did not see. */
  missed(upTo: Position): void {
    this.from = upTo;
  }

  /** False only if no event that matches stands after a position. */
  mayStandAfter(query: Query, after: Position): boolean {
    if (query === 'all' || after < this.from) return true;
    return query.items.some((item) => this.mayMatch(item, after));
  }

  private mayMatch({ types, tags = [] }: QueryItem, after: Position): boolean {
    if (types === undefined) return true;
    const came = (tag: string, type: string) => (this.places[placeOf(tag, type)] ?? 0) > after;
    return types.some((type) =>
      tags.length === 0 ? came(NO_TAG, type) : tags.every((tag) => came(tag, type)),
    );
  }
}

/** FNV-1a over both texts. */
const placeOf = (tag: string, type: string): number => {
  const hash = hashed(type, hashed(tag, 0x811c9dc5));
  // The lower bits of FNV alone are worse mixed than the upper ones with them.
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
};

const hashed = (text: string, start: number): number => {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash;
};
