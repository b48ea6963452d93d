import { StoreFailure } from '@largesse/core';
import type {
  SqliteDatabase,
  SqliteDriver,
  SqliteStatement,
  SqliteValue,
} from './sqlite-driver.js';
import { CommitFailed } from './commit-failed.js';

/** How much of the file each connection keeps in memory, in KiB. */
const CACHE_KIB = 32 * 1_024;

/** When a commit that leaves the write-ahead log longer than this, in pages, brings it into the file. */
const CHECKPOINT_PAGES = 2_000;

/** To what the write-ahead log is cut back after it grew, in bytes. */
const LONGEST_KEPT_LOG = 64 * 1_024 * 1_024;

/** A row by column. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * One connection to the file, which prepares a statement once. It never waits for a lock: it would stop the
 * whole event loop; whoever meets one asks again later (`patiently`).
 */
export class Connection {
  private readonly database: SqliteDatabase;
  private readonly statements = new Map<string, SqliteStatement>();
  private takesLists: boolean | undefined;

  constructor(driver: SqliteDriver, path: string) {
    this.database = driver(path);
    this.exec('PRAGMA busy_timeout = 0');
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  run(sql: string, ...values: readonly SqliteValue[]): void {
    this.prepared(sql).run(...values);
  }

  /** As `run`, for a great many values: most drivers take a list of them as it is, which spares two copies. */
  runWith(sql: string, values: readonly SqliteValue[]): void {
    this.takesLists ??= takesLists(this.database);
    const statement = this.prepared(sql);
    if (!this.takesLists) statement.run(...values);
    // The type of a driver asks for less than what was found.
    else (statement as unknown as TakesLists).run(values);
  }

  get(sql: string, ...values: readonly SqliteValue[]): Row | undefined {
    // Drivers give a row as an object, and `undefined` for none.
    return this.prepared(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: readonly SqliteValue[]): readonly Row[] {
    return this.prepared(sql).all(...values) as readonly Row[];
  }

  /** The one value of a pragma, which a driver may name after it or not. */
  pragma(name: string): unknown {
    const row = this.get(`PRAGMA ${name}`);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Reads that all see the log as it was at the first of them, whatever others write meanwhile. */
  reading<A>(work: () => A): A {
    this.exec('BEGIN');
    try {
      return work();
    } finally {
      this.rollback();
    }
  }

  /**
   * A write transaction, whole or not at all. It takes the lock at its beginning: what it reads is what is
   * there when it writes. What is thrown before its commit is thrown again and nothing was written; a
   * commit that fails and that may yet have come to the disk is a `CommitFailed`.
   */
  transaction<A>(work: () => A): A {
    this.begin();
    let result: A;
    try {
      result = work();
    } catch (thrown) {
      this.rollback();
      throw thrown;
    }
    try {
      this.exec('COMMIT');
    } catch (thrown) {
      this.rollback();
      throw CommitFailed.of(thrown);
    }
    return result;
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private begin(): void {
    this.exec('BEGIN IMMEDIATE');
  }

  /** SQLite may have rolled back by itself: after that there is no transaction, which is what is wanted. */
  private rollback(): void {
    try {
      this.exec('ROLLBACK');
    } catch {
      // If a transaction were still open, the next one could not begin and would say so.
    }
  }

  private prepared(sql: string): SqliteStatement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const made = this.database.prepare(sql);
    this.statements.set(sql, made);
    return made;
  }
}

/** A statement of better-sqlite3 or libsql, which takes its values also as one list; `node:sqlite` does not. */
interface TakesLists {
  run(values: readonly SqliteValue[]): unknown;
  get(values: readonly SqliteValue[]): unknown;
}

const takesLists = (database: SqliteDatabase): boolean => {
  try {
    const probe = database.prepare('SELECT ? AS first, ? AS second') as unknown as TakesLists;
    const row = probe.get(['one', 'two']) as Row | undefined;
    return row?.first === 'one' && row.second === 'two';
  } catch {
    return false;
  }
};

/** Sets what a connection of a file in WAL mode does not keep by itself. */
export const tune = (connection: Connection): void => {
  connection.exec(`PRAGMA cache_size = -${String(CACHE_KIB)}`);
  connection.exec(`PRAGMA wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
  connection.exec(`PRAGMA journal_size_limit = ${String(LONGEST_KEPT_LOG)}`);
};

/**
 * Has every commit of a connection come to the disk before it is acknowledged, and reads back that it is so. A
 * file in WAL mode that is opened again has NORMAL with many builds: commits would be lost with the power.
 */
export const makeDurable = (connection: Connection, path: string): void => {
  connection.exec('PRAGMA synchronous = FULL');
  // macOS: fsync alone leaves data in the cache of the drive. Elsewhere these do nothing.
  connection.exec('PRAGMA fullfsync = ON');
  connection.exec('PRAGMA checkpoint_fullfsync = ON');
  const synchronous = Number(connection.pragma('synchronous'));
  if (synchronous !== 2) {
    throw new StoreFailure(
      `${path}: synchronous is ${String(synchronous)} and cannot be set to FULL`,
    );
  }
};
