import type { Position, Query } from '@largesse/core';

/** Ascending positions, and what the event at each must match too where the list alone does not say. */
export interface PositionList {
  readonly positions: readonly Position[];
  readonly check: Query | undefined;
}

/** Several lists as one ascending sequence. A position that is in two of them comes twice. */
export interface Merge {
  /** The lowest position that is left; infinite when all lists are through. */
  readonly position: () => Position;
  /** The check of the list that it comes from. */
  readonly check: () => Query | undefined;
  readonly advance: () => void;
}

interface Cursor extends PositionList {
  at: number;
}

/**
 * Merges what lists hold above a position. The cursors stand in a binary heap, so that a position of
 * n lists costs log n: a query of ten thousand items is no trap.
 */
export const merge = (lists: readonly PositionList[], after: Position): Merge => {
  const heap = lists
    .map(({ positions, check }): Cursor => ({ positions, check, at: above(positions, after) }))
    .filter((cursor) => under(cursor) < Infinity)
    .sort((a, b) => under(a) - under(b));
  return {
    position: () => (heap[0] === undefined ? Infinity : under(heap[0])),
    check: () => heap[0]?.check,
    advance: () => {
      const [first] = heap;
      if (first === undefined) return;
      first.at += 1;
      sink(heap, first);
    },
  };
};

const under = ({ positions, at }: Cursor): Position => positions[at] ?? Infinity;

/** Where the first position above `after` stands: a binary search. */
const above = (positions: readonly Position[], after: Position): number => {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? Infinity) > after) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Moves the first cursor of a heap down to where it belongs. */
const sink = (heap: Cursor[], moved: Cursor): void => {
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const [a, b] = [heap[left], heap[left + 1]];
    const lower = a !== undefined && b !== undefined && under(b) < under(a) ? b : a;
    if (lower === undefined || under(lower) >= under(moved)) break;
    heap[place] = lower;
    place = lower === a ? left : left + 1;
  }
  heap[place] = moved;
};
