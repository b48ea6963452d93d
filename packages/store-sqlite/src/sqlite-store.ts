import {
  messageOf,
  START,
  StoreFailure,
  type AppendError,
  type Batch,
  type EventStore,
  type Query,
  type ReadRange,
  type StoreUnavailable,
} from '@largesse/core';
import { follower, GroupCommit, type AppendResult, type Followed } from '@largesse/store-kit';
import { either as E, nonEmptyArray as NEA } from 'fp-ts';
import { resolve } from 'node:path';
import type { Ask } from './ask.js';
import { catchUpIndex, INDEX_EVERY } from './catch-up-index.js';
import { changes } from './changes.js';
import { CommitFailed } from './commit-failed.js';
import type { Connection } from './connection.js';
import { durabilityOf } from './durability.js';
import { Guard } from './guard.js';
import { batchAt, indexedKeys, refresh, type Log } from './log.js';
import { openConnections } from './open-connections.js';
import { patiently } from './patiently.js';
import { RecentEvents } from './recent-events.js';
import { select } from './select.js';
import { sizeOf } from './size.js';
import { sqliteSnapshots } from './snapshots.js';
import type { SqliteDriver } from './sqlite-driver.js';
import { writeGroup } from './write-group.js';

/** How many events a read hands out at a time, at most. */
const PAGE = 1_000;

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

/**
 * Opens an event store in one SQLite file, which several processes may share. What is acknowledged is on the
 * disk. Positions are 1, 2, 3, … without gaps. Rejects with a `StoreFailure` for a file that is no log of
 * Largesse, is of a later version, or cannot be written. An append of what no store could keep
 * rejects with a `TypeError` and records nothing.
 */
export const openSqliteStore = async (options: SqliteStoreOptions): Promise<EventStore> => {
  const { driver, lockTimeout = 5_000, pollInterval = 20, indexEvery = INDEX_EVERY } = options;
  if (options.path === '' || options.path === ':memory:') {
    throw new StoreFailure('An SQLite store needs a file: in memory it would keep nothing');
  }
  const path = resolve(options.path);
  const connections = await openConnections(driver, path, lockTimeout);
  const { writer, reader, saver } = connections;
  const recent = new RecentEvents(START);
  const log: Log = { connection: reader, recent };
  const writtenLog: Log = { connection: writer, recent };
  const guard = new Guard(writtenLog);
  const name = `The SQLite store ${path}`;
  const durability = durabilityOf(connections, path);
  const news = changes(reader, pollInterval);
  let closing: Promise<void> | undefined;

  const unavailable = (thrown: unknown): StoreUnavailable => ({
    code: 'store_unavailable',
    message: `${name}: ${messageOf(thrown)}`,
  });
  const failIfClosed = (): void => {
    if (closing !== undefined) throw new StoreFailure(`${name} is closed`);
  };
  const asking =
    (connection: Connection): Ask =>
    (question) =>
    async () => {
      try {
        return E.right(
          await patiently(lockTimeout, () => {
            failIfClosed();
            return question(connection);
          }),
        );
      } catch (thrown) {
        return E.left(unavailable(thrown));
      }
    };
  const ask = asking(reader);

  const commit = async (batches: readonly Batch[]): Promise<readonly AppendResult[]> => {
    try {
      const results = await patiently(lockTimeout, () => writeGroup(writtenLog, guard, batches));
      news.wakeAll();
      if (recent.count >= indexEvery) setImmediate(index);
      return results;
    } catch (thrown) {
      const failed: AppendError =
        thrown instanceof CommitFailed
          ? { code: 'outcome_unknown', message: `${name}: ${thrown.message}` }
          : unavailable(thrown);
      return batches.map(() => E.left(failed));
    }
  };
  const appends = new GroupCommit({ commit, name });

  /** After the answers to the appends; whatever it meets, the next commit asks for it again. */
  const index = (): void => {
    if (closing !== undefined || recent.count < indexEvery) return;
    try {
      catchUpIndex(writtenLog);
    } catch {
      // Locked, or no room: what the index does not have is found in memory.
    }
  };

  async function* batches(query: Query, { after = START, upTo = Infinity }: ReadRange) {
    const read = async <A>(question: () => A): Promise<A> => {
      const result = await ask(question)();
      if (E.isLeft(result)) throw new StoreFailure(result.left.message);
      return result.right;
    };
    const next = await read(() => {
      const end = Math.min(upTo, refresh(log));
      return end > after ? select(log, query, after, end, PAGE) : () => [];
    });
    for (;;) {
      const events = await read(next);
      if (events.length === 0) return;
      yield events;
      // Whoever reads a long log lets others have their turn.
      await new Promise(setImmediate);
    }
  }

  const followed = (query: Query): Followed => ({
    next: (after) =>
      patiently(lockTimeout, () => {
        failIfClosed();
        const head = refresh(log);
        if (head <= after) return after;
        const events = select(log, query, after, head, PAGE)();
        return events.length > 0 ? events : head;
      }),
    isClosed: () => closing !== undefined,
    wait: news.wait,
    stopWaiting: news.stopWaiting,
  });

  const close = async (): Promise<void> => {
    const drained = appends.close();
    news.wakeAll();
    await drained;
    reader.close();
    saver.close();
    closeWriter(writer);
  };

  return {
    append: (batch) => () => appends.append(batch),
    lookup: (key) =>
      ask(() => {
        refresh(log);
        const first = recent.firstOfKey(key) ?? indexedKeys(log, [key]).get(key);
        return NEA.fromArray(first === undefined ? [] : [...batchAt(log, first)]);
      }),
    head: () => ask(() => refresh(log)),
    read: (query, range = {}) => ({ [Symbol.asyncIterator]: () => batches(query, range) }),
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => follower(followed(query), after),
    }),
    durability: () => durability,
    size: () => ask(() => sizeOf(log, path)),
    snapshots: sqliteSnapshots(ask, asking(saver)),
    close: () => (closing ??= close()),
  };
};

/** Leaves one file if nobody else has it open; if somebody has, the log beside it stays, and is right too. */
const closeWriter = (writer: Connection): void => {
  try {
    writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // What is in the write-ahead log is on the disk and is read from there.
  }
  writer.close();
};
