import type { Json, Position, RecordedEvent, Tag } from '@largesse/core';
import { fromStoredText, toStoredText } from '@largesse/store-kit';
import type { Connection, Row } from './connection.js';
import { SQL } from './statements.js';

/** Writes an event and what finds it again. */
export const insertEvent = (connection: Connection, event: RecordedEvent): void => {
  const { position, type, version, at, tags, data, batch } = event;
  const storedType = toStoredText(type);
  connection.run(
    SQL.insertEvent,
    position,
    storedType,
    version,
    toStoredText(at),
    JSON.stringify(tags),
    JSON.stringify(data),
    toStoredText(batch.key),
    toStoredText(batch.fingerprint),
    batch.index,
    batch.size,
  );
  for (const tag of tags) connection.run(SQL.insertTag, toStoredText(tag), storedType, position);
};

/** A row of the table as `insertEvent` filled it: the table is STRICT, so each column is of its kind. */
interface EventRow {
  readonly position: bigint | number;
  readonly type: string;
  readonly version: bigint | number;
  readonly at: string;
  readonly tags: string;
  readonly data: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly batch_index: bigint | number;
  readonly batch_size: bigint | number;
}

/** The event of a row. */
export const fromRow = (row: Row): RecordedEvent => {
  const stored = row as unknown as EventRow;
  return {
    type: fromStoredText(stored.type),
    version: Number(stored.version),
    at: fromStoredText(stored.at),
    tags: JSON.parse(stored.tags) as readonly Tag[],
    data: JSON.parse(stored.data) as Json,
    position: Number(stored.position),
    batch: {
      key: fromStoredText(stored.key),
      fingerprint: fromStoredText(stored.fingerprint),
      index: Number(stored.batch_index),
      size: Number(stored.batch_size),
    },
  };
};

/** The last position of the log; 0 if it is empty. */
export const headOf = (connection: Connection): Position =>
  Number(connection.get(SQL.head)?.position ?? 0);

/** The events of the batch with a key; none if there is no such batch. */
export const eventsOfKey = (connection: Connection, key: string): readonly RecordedEvent[] => {
  const first = connection.get(SQL.firstOfKey, toStoredText(key));
  if (first === undefined) return [];
  const before = Number(first.position) - 1;
  const size = Number(first.batch_size);
  return connection.all(SQL.range, before, before + size, size).map(fromRow);
};
