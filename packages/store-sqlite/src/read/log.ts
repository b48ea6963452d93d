import type { Position, RecordedEvent } from '@largesse/core';
import { fromStoredText, toStoredText } from '@largesse/store-kit';
import type { Connection } from '../driver/connection.js';
import type { RecentEvents } from '../lists/recent-events.js';
import { SQL } from '../statements.js';
import { fromRow, tagsOf } from './stored-event.js';

/** The log as one connection sees it: the file, and in memory what its index does not have yet. */
export interface Log {
  readonly connection: Connection;
  /** Shared by the connections of a store. */
  readonly recent: RecentEvents;
}

/** Brings what is in memory up to what the file holds now, which other processes write too. Returns the head. */
export const refresh = ({ connection, recent }: Log): Position => {
  const ends = connection.get(SQL.ends);
  const indexed = Number(ends?.indexed);
  if (indexed > recent.indexed) recent.indexedUpTo(indexed);
  if (Number(ends?.head ?? 0) > recent.head) {
    for (const row of connection.all(SQL.recent, recent.head)) {
      const { position, type, tags, key, batch_index } = row;
      recent.add({
        position: Number(position),
        type: fromStoredText(String(type)),
        tags: tagsOf(String(tags)),
        key: Number(batch_index) === 0 ? fromStoredText(String(key)) : undefined,
      });
    }
  }
  return recent.head;
};

/**
 * Where the first events of batches with these keys stand, as far as the index in the file reaches; a key that it does
 * not have is left out.
 */
export const indexedKeys = (
  { connection, recent }: Log,
  keys: readonly string[],
): ReadonlyMap<string, Position> => {
  const found = new Map<string, Position>();
  if (recent.indexed === 0) return found;
  const sought = JSON.stringify(keys.map(toStoredText));
  for (const { key, position } of connection.all(SQL.indexedKeys, sought)) {
    found.set(fromStoredText(String(key)), Number(position));
  }
  return found;
};

/** The events of the batch that begins at a position. */
export const batchAt = ({ connection }: Log, position: Position): readonly RecordedEvent[] => {
  const row = connection.get(SQL.event, position);
  if (row === undefined) return [];
  const first = fromRow(row);
  const { size } = first.batch;
  return size === 1
    ? [first]
    : connection.all(SQL.range, position - 1, position - 1 + size, size).map(fromRow);
};
