import type { NewEvent, Position, Query, QueryItem } from '@largesse/core';
import { NO_TAG } from './event-lists.js';

/** How many places there are, a power of two: two megabytes. */
const PLACES = 2 ** 18;

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
    const ofType = hashOf(type);
    this.places[placeOf(ofType, NO_TAG)] = position;
    for (const tag of tags) this.places[placeOf(ofType, tag)] = position;
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
    return types.some((type) => {
      const ofType = hashOf(type);
      const came = (tag: string) => (this.places[placeOf(ofType, tag)] ?? 0) > after;
      return tags.length === 0 ? came(NO_TAG) : tags.every(came);
    });
  }
}

const placeOf = (hashOfType: number, tag: string): number => {
  const hash = hashOf(tag, hashOfType);
  // The lower bits of FNV alone are worse mixed than the upper ones with them.
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
};

/** FNV-1a, also of several texts one after the other. */
const hashOf = (text: string, start = 0x811c9dc5): number => {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash;
};
