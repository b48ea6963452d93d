import type { Position } from '@largesse/core';

/** A place in the log as a whole number that PostgreSQL takes; no place is above the last. */
export const boundOf = (position: Position): Position =>
  Math.min(Math.max(Math.floor(position), 0), Number.MAX_SAFE_INTEGER);
