import type { SqliteDatabase, SqliteDriver } from '@largesse/store-sqlite';
import { existsSync } from 'node:fs';

/** What SQLite takes for "as many pages as it can". */
const NO_LIMIT = 4_294_967_294;

/**
 * A full disk where none can be made: while a file of this path exists, no connection lets the database grow,
 * and SQLite says what it says when there is no room.
 */
export const limitedWhile =
  (full: string) =>
  (driver: SqliteDriver): SqliteDriver =>
  (path) => {
    const database = driver(path);
    let limited = false;
    const made: SqliteDatabase = {
      exec: (sql) => {
        if (sql.startsWith('BEGIN') && existsSync(full) !== limited) {
          limited = !limited;
          // Less than there are: SQLite takes it for as many as there are.
          database.exec(`PRAGMA max_page_count = ${String(limited ? 1 : NO_LIMIT)}`);
        }
        return database.exec(sql);
      },
      prepare: (sql) => database.prepare(sql),
      close: () => database.close(),
    };
    return made;
  };
