import { messageOf, StoreFailure } from '@largesse/core';
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Connection, makeDurable, tune } from '../driver/connection.js';
import { migrate, refuseForeign } from './migrate.js';
import { patiently } from '../driver/patiently.js';
import type { SqliteDriver } from '../driver/sqlite-driver.js';
import { isNoDatabase } from '../driver/sqlite-error.js';

/** The connections of a store to its file. */
export interface Connections {
  /** Every commit is on the disk before it is acknowledged. */
  readonly writer: Connection;
  /** Cannot write. */
  readonly reader: Connection;
  /** Writes what may be lost with the power. */
  readonly saver: Connection;
  readonly version: string;
}

/**
 * Opens a file that holds a log, or makes one. Rejects with a `StoreFailure` that says what is wrong with the
 * file, and leaves it as it was.
 */
export const openConnections = async (
  driver: SqliteDriver,
  path: string,
  lockTimeout: number,
): Promise<Connections> => {
  await refuseUnusable(path);
  const opened: Connection[] = [];
  const open = (): Connection => {
    const connection = new Connection(driver, path);
    opened.push(connection);
    return connection;
  };
  try {
    // Each step may meet a lock: SQLite reads the file first, which others may be making or recovering.
    const act = <A>(step: () => A): Promise<A> => patiently(lockTimeout, step);
    const ready = async (connection: Connection): Promise<void> => {
      await act(() => useWriteAheadLog(connection, path));
      await act(() => makeDurable(connection, path));
      await act(() => tune(connection));
    };
    const writer = open();
    const version = await act(() => String(writer.get('SELECT sqlite_version() AS v')?.v));
    await act(() => writer.reading(() => refuseForeign(writer, path)));
    await ready(writer);
    await act(() => migrate(writer, path));
    const reader = open();
    await ready(reader);
    await act(() => reader.exec('PRAGMA query_only = ON'));
    const saver = open();
    await ready(saver);
    await act(() => saver.exec('PRAGMA synchronous = NORMAL'));
    return { writer, reader, saver, version };
  } catch (thrown) {
    for (const connection of opened) connection.close();
    throw thrown instanceof StoreFailure ? thrown : failure(path, thrown);
  }
};

/** What the file system alone can tell, in plainer words than SQLite's. */
const refuseUnusable = async (path: string): Promise<void> => {
  const folder = dirname(path);
  // Never open the file here: closing it would drop the locks that SQLite holds on it in this process.
  const [file, place] = await Promise.all([found(path), found(folder)]);
  if (place === undefined) throw new StoreFailure(`${path}: there is no folder ${folder}`);
  if (file?.isDirectory() === true) throw new StoreFailure(`${path} is a folder, not a file`);
  await mustWrite(
    folder,
    (why) => `${path}: the folder ${folder} cannot be written${why}: ${BESIDE}`,
  );
  if (file !== undefined)
    await mustWrite(path, (why) => `${path} cannot be written${why}: ${COPY}`);
};

const COPY = 'allow it, or open a copy that you may write';
const BESIDE = `SQLite needs files of its own beside the log, also to read it; ${COPY}`;

const found = (path: string) => stat(path).catch(() => undefined);

const mustWrite = async (path: string, said: (why: string) => string): Promise<void> => {
  try {
    await access(path, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new StoreFailure(said(` (${messageOf(cause).replace(/,.*$/s, '')})`), { cause });
  }
};

const useWriteAheadLog = (connection: Connection, path: string): void => {
  const mode = connection.pragma('journal_mode = WAL');
  if (mode !== 'wal') {
    throw new StoreFailure(
      `${path}: a write-ahead log is not possible here, only journal mode ${String(mode)}`,
    );
  }
};

const failure = (path: string, thrown: unknown): StoreFailure =>
  new StoreFailure(
    isNoDatabase(thrown)
      ? `${path} is no SQLite file, or is encrypted`
      : `${path} cannot be opened: ${messageOf(thrown)}`,
    { cause: thrown },
  );
