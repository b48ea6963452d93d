import type { Json, RecordedEvent, Tag } from '@largesse/core';
import { fromStoredText, toStoredText } from '@largesse/store-kit';
import type { Connection, Row } from './connection.js';
import type { SqliteValue } from './sqlite-driver.js';
import { ROWS_AT_ONCE, SQL } from './statements.js';

/** Writes events at the end of the log, some with each call. */
export const insertEvents = (connection: Connection, events: readonly RecordedEvent[]): void => {
  let next = 0;
  for (; next + ROWS_AT_ONCE <= events.length; next += ROWS_AT_ONCE) {
    const values: SqliteValue[] = [];
    for (const event of events.slice(next, next + ROWS_AT_ONCE)) addValues(values, event);
    connection.runWith(SQL.insertEvents, values);
  }
  for (const event of events.slice(next)) {
    const values: SqliteValue[] = [];
    addValues(values, event);
    connection.runWith(SQL.insertEvent, values);
  }
};

const addValues = (values: SqliteValue[], event: RecordedEvent): void => {
  const { position, type, version, at, tags, data, batch } = event;
  values.push(
    position,
    toStoredText(type),
    version,
    toStoredText(at),
    storedTags(tags),
    JSON.stringify(data),
    toStoredText(batch.key),
    toStoredText(batch.fingerprint),
    batch.index,
    batch.size,
  );
};

/** As JSON. There, what is not stored as it is shows by a backslash: mostly there is none. */
const storedTags = (tags: readonly Tag[]): string => {
  const text = JSON.stringify(tags);
  return text.includes('\\') ? JSON.stringify(tags.map(toStoredText)) : text;
};

/** A row of the table as `insertEvents` filled it: the table is STRICT, so each column is of its kind. */
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
    tags: tagsOf(stored.tags),
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

/** Tags as `insertEvents` wrote them: those of a checked batch. */
export const tagsOf = (text: string): readonly Tag[] => {
  const tags = JSON.parse(text) as readonly Tag[];
  return text.includes('\\') ? tags.map((tag) => fromStoredText(tag) as Tag) : tags;
};
