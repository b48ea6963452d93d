import type { RecordedEvent, Tag } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import type { Connection } from '../driver/connection.js';
import type { SqliteValue } from '../driver/sqlite-driver.js';

/** Rows of events that are alone in their batch, as most are, and of any others. */
const ALONE = '(?, ?, ?, ?, ?, ?, ?, ?, 0, 1)';
const ANY = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

const insertOf = (row: string, rows: number): string =>
  `INSERT INTO event (position, type, version, at, tags, data, key, fingerprint, batch_index, batch_size)
    VALUES ${Array<string>(rows).fill(row).join(', ')}`;

/** Statements that write so many events each, the most first: a call costs more than a row, and a value as much as a third of one. */
const INSERTS = [32, 8, 1].map((rows) => ({
  rows,
  alone: insertOf(ALONE, rows),
  any: insertOf(ANY, rows),
}));

/** Writes events at the end of the log, as many with each call as there is a statement for. */
export const insertEvents = (connection: Connection, events: readonly RecordedEvent[]): void => {
  let next = 0;
  for (const { rows, alone, any } of INSERTS) {
    for (; next + rows <= events.length; next += rows) {
      const part = events.slice(next, next + rows);
      const areAlone = part.every(({ batch }) => batch.size === 1);
      const values: SqliteValue[] = [];
      for (const event of part) addValues(values, event, areAlone);
      connection.runWith(areAlone ? alone : any, values);
    }
  }
};

const addValues = (values: SqliteValue[], event: RecordedEvent, isAlone: boolean): void => {
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
  );
  if (!isAlone) values.push(batch.index, batch.size);
};

/** As JSON. There, what is not stored as it is shows by a backslash: mostly there is none. */
const storedTags = (tags: readonly Tag[]): string => {
  const text = JSON.stringify(tags);
  return text.includes('\\') ? JSON.stringify(tags.map(toStoredText)) : text;
};
