import type { StoreSize } from '@largesse/core';
import { statSync } from 'node:fs';
import { refresh, type Log } from './log.js';

/** How many events a file holds, and what it takes on the disk together with its write-ahead log. */
export const sizeOf = (log: Log, path: string): StoreSize => {
  const { connection } = log;
  const pages = Number(connection.pragma('page_count')) * Number(connection.pragma('page_size'));
  // Gone once all of it is in the file and nobody has that open.
  const ahead = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  // Positions have no gaps: the last one is how many there are.
  return { events: refresh(log), bytes: pages + ahead, copies: [] };
};
