import type { Batch, EventStore, NewEvent, Query, RecordedEvent, Tag } from '@largesse/core';
import { openSqliteStore, type SqliteDatabase, type SqliteStoreOptions } from '../src/index.js';
import { connect } from './driver.js';

/** Opens a file by the driver of this run. */
export const openFile = (
  path: string,
  options: Partial<SqliteStoreOptions> = {},
): Promise<EventStore> => openSqliteStore({ driver: connect, path, ...options });

/** A connection beside the store, to see and to spoil what is in the file. */
export const openRaw = (path: string): SqliteDatabase => connect(path);

/** All that matches. */
export const readAll = async (
  store: EventStore,
  query: Query = 'all',
): Promise<readonly RecordedEvent[]> => {
  const found: RecordedEvent[] = [];
  for await (const events of store.read(query)) found.push(...events);
  return found;
};

/** An event of no domain in particular. */
export const event = (type: string, ...tags: readonly Tag[]): NewEvent => ({
  ...{ type, version: 1, at: '2026-03-01T18:00:00.000Z', data: { note: 'x'.repeat(100) } },
  tags,
});

/** A batch of one event or more without conditions. */
export const batch = (key: string, first: NewEvent, ...more: readonly NewEvent[]): Batch => ({
  ...{ key, fingerprint: `fingerprint of ${key}`, conditions: [] },
  events: [first, ...more],
});
