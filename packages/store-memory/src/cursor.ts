import type { Position, Query } from '@largesse/core';

/** A place in an ascending list of positions. */
export interface Cursor {
  readonly list: readonly Position[];
  at: number;
  /** What the event must match too, where the list alone does not say. */
  readonly check: Query | undefined;
}

/** The position under a cursor; infinite when its list is through. */
export const under = ({ list, at }: Cursor): Position => list[at] ?? Infinity;

/** Where the first position above `after` stands in an ascending list; its length if there is none. */
export const firstAbove = (list: readonly Position[], after: Position): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? Infinity) > after) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Cursors as a binary heap: the one at the lowest position stands first. */
export const heapOf = (cursors: readonly Cursor[]): Cursor[] =>
  cursors.filter((cursor) => under(cursor) < Infinity).sort((a, b) => under(a) - under(b));

/**
 * Moves the first cursor of a heap on by one. So a merge of n lists costs log n for each
 * position, and a query of ten thousand items is no trap.
 */
export const advanceFirst = (heap: Cursor[]): void => {
  const moved = heap[0];
  if (moved === undefined) return;
  moved.at += 1;
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
