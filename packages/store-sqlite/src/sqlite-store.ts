import { START, StoreFailure, type EventStore } from '@largesse/core';
import { follower, GroupCommit } from '@largesse/store-kit';
import { nonEmptyArray as NEA } from 'fp-ts';
import { resolve } from 'node:path';
import { Asking, type Asker } from './asking.js';
import { INDEX_EVERY } from './append/catch-up-index.js';
import { changes } from './changes.js';
import { Committer } from './append/committer.js';
import type { Connection } from './driver/connection.js';
import { durabilityOf } from './file/durability.js';
import { batchAt, indexedKeys, refresh, type Log } from './read/log.js';
import { openConnections } from './file/open-connections.js';
import { followedLog, readLog } from './read/read-log.js';
import { RecentEvents } from './lists/recent-events.js';
import { sizeOf } from './read/size.js';
import { sqliteSnapshots } from './snapshots.js';
import type { SqliteStoreOptions } from './store-options.js';

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
  const name = `The SQLite store ${path}`;
  const durability = durabilityOf(connections, path);
  const news = changes(reader, pollInterval);
  let closing: Promise<void> | undefined;
  const isClosed = (): boolean => closing !== undefined;
  const asker: Asker = { name, lockTimeout, isClosed };
  const asking = new Asking(asker);
  const ask = asking.of(reader);
  const committer = new Committer({ connection: writer, recent }, asking, {
    ...{ ...asker, indexEvery },
    wrote: news.wakeAll,
  });
  const appends = new GroupCommit({ commit: (batches) => committer.commit(batches), name });
  const followed = followedLog(log, asking, news, isClosed);

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
    read: (query, range = {}) => ({
      [Symbol.asyncIterator]: () => readLog(log, ask, query, range),
    }),
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => follower(followed(query), after),
    }),
    durability: () => durability,
    size: () => ask(() => sizeOf(log, path)),
    snapshots: sqliteSnapshots(ask, asking.of(saver)),
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
