/** What can be bound to a parameter of a statement. */
export type SqliteValue = bigint | number | string | null;

/** A prepared statement: its parameters are `?` and bound in order. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): unknown;
  /** The first row, as an object by column; `undefined` if there is none. */
  get(...values: SqliteValue[]): unknown;
  all(...values: SqliteValue[]): unknown[];
}

/** What the store asks of a connection: better-sqlite3, libsql and `node:sqlite` all have it. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

/**
 * Opens a connection to the file at a path and makes the file if there is none. Called several times, since
 * the store reads and writes through connections of their own: `(path) => new Database(path)`.
 */
export type SqliteDriver = (path: string) => SqliteDatabase;
