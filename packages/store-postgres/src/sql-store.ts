import {
  messageOf,
  START,
  StoreFailure,
  type Batch,
  type Durability,
  type EventStore,
  type Position,
  type Query,
  type ReadRange,
  type StoreUnavailable,
} from '@largesse/core';
import { follower, GroupCommit, type Followed } from '@largesse/store-kit';
import { either as E, nonEmptyArray as NEA } from 'fp-ts';
import { GroupAppend } from './append/append-group.js';
import { checkVersions } from './append/check-versions.js';
import type { Database } from './database.js';
import { News } from './follow/news.js';
import { LogReader } from './read/log-reader.js';
import { sizeOf } from './size.js';
import { snapshotsIn } from './snapshots.js';

/** What a store is made of. */
export interface SqlStore {
  readonly database: Database;
  /** Quoted. */
  readonly schema: string;
  readonly durability: Durability;
  /** In milliseconds: how often followers look by themselves, should a notification be lost. */
  readonly pollEvery: number;
  /** How many appends may wait at once. */
  readonly maxWaiting: number;
}

/** The event store over a database whose schema is ready. */
export const sqlStore = (options: SqlStore): EventStore => {
  const { database, schema, durability, pollEvery, maxWaiting } = options;
  const { name } = database;
  const reader = new LogReader(database, schema);
  const group = new GroupAppend(database, schema, reader);
  const commit = (batches: readonly Batch[]) => group.append(batches);
  const { groupsAtOnce } = database;
  const commits = new GroupCommit({ commit, independent: true, groupsAtOnce, maxWaiting, name });
  const news = new News(database, schema, pollEvery, () => reader.head());
  let closed = false;
  let closing: Promise<void> | undefined;

  const failIfClosed = (): void => {
    if (closed) throw new StoreFailure(`${name} is closed`);
  };

  const asked = async <A>(answer: () => Promise<A>): Promise<E.Either<StoreUnavailable, A>> => {
    try {
      failIfClosed();
      return E.right(await answer());
    } catch (thrown) {
      return E.left({ code: 'store_unavailable', message: failureOf(thrown).message });
    }
  };

  async function* batches(query: Query, { after = START, upTo = Infinity }: ReadRange) {
    try {
      failIfClosed();
      const end = Math.min(upTo, await reader.head());
      for await (const page of reader.pages(query, after, end)) {
        yield page;
        failIfClosed();
      }
    } catch (thrown) {
      throw failureOf(thrown);
    }
  }

  const followed = (query: Query): Followed => ({
    next: async (after: Position) => {
      const head = await reader.head();
      for await (const page of reader.pages(query, after, head)) return page;
      return Math.max(after, head);
    },
    isClosed: () => closed,
    wait: news.wait,
    stopWaiting: news.stopWaiting,
  });

  const close = async (): Promise<void> => {
    closed = true;
    news.wakeAll();
    await commits.close();
    await news.close();
    await database.close();
  };

  return {
    append: (batch) => async () => {
      checkVersions(batch);
      return commits.append(batch);
    },
    lookup: (key) => () => asked(async () => NEA.fromArray([...(await reader.batches([key]))])),
    head: () => () => asked(() => reader.head()),
    read: (query, range = {}) => ({ [Symbol.asyncIterator]: () => batches(query, range) }),
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => follower(followed(query), after),
    }),
    durability: () => durability,
    size: () => () => asked(() => sizeOf(database, schema)),
    snapshots: snapshotsIn(database, schema, asked),
    close: () => (closing ??= close()),
  };
};

const failureOf = (thrown: unknown): StoreFailure =>
  thrown instanceof StoreFailure
    ? thrown
    : new StoreFailure(messageOf(thrown), {
        cause: thrown,
      });
