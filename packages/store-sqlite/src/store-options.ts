import type { SqliteDriver } from './driver/sqlite-driver.js';

/** How `openSqliteStore` opens a file. */
export interface SqliteStoreOptions {
  /** Opens a connection: `(path) => new Database(path)`, of better-sqlite3, libsql or `node:sqlite`. */
  readonly driver: SqliteDriver;
  /** The file. It is made if it is not there, its folder is not. */
  readonly path: string;
  /** For how many milliseconds a lock of another process is waited for. 5,000 if absent. */
  readonly lockTimeout?: number;
  /** How often a follower looks for appends of other processes, in milliseconds. 20 if absent. */
  readonly pollInterval?: number;
  /** How many events are found in memory before they are added to the index of the file. 4,096 if absent. */
  readonly indexEvery?: number;
}
