import {
  START,
  StoreFailure,
  type AppendError,
  type Appended,
  type Batch,
  type Durability,
  type EventStore,
  type Position,
  type Query,
  type ReadRange,
  type RecordedEvent,
  type StoreUnavailable,
} from '@largesse/core';
import { checkBatch, recordedEvents, repeated } from '@largesse/store-kit';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';
import { follower, type Followed } from './follower.js';
import { memoryLog } from './memory-log.js';
import { memorySnapshots } from './memory-snapshots.js';

/** How many events a read hands out at a time, at most. */
const BATCH_SIZE = 1_000;

const CLOSED: StoreUnavailable = {
  code: 'store_unavailable',
  message: 'The memory store is closed',
};

const DURABILITY: Durability = {
  survivesProcessEnd: false,
  survivesPowerLoss: false,
  survivesMachineLoss: false,
  notes: ['Events are kept in the memory of this process only and are gone when it ends.'],
};

/**
 * An empty event store in the memory of this process: the reference for all adapters, for tests
 * and for trying things out. Positions are 1, 2, 3, … without gaps. It freezes the tags and data
 * that it is given instead of copying them. An append of what no store could keep (an event with two
 * tags of one kind, data that is not JSON) rejects with a `TypeError` and records nothing.
 */
export const createMemoryStore = (): EventStore => {
  const log = memoryLog();
  const firstOfKey = new Map<string, Position>();
  const waiting = new Set<() => void>();
  let closed = false;
  let wakingUp = false;

  const lookup = (key: string): O.Option<NEA.NonEmptyArray<RecordedEvent>> => {
    const first = firstOfKey.get(key);
    if (first === undefined) return O.none;
    const size = log.events[first - 1]?.batch.size ?? 0;
    return NEA.fromArray(log.events.slice(first - 1, first - 1 + size));
  };

  const append = (batch: Batch): E.Either<AppendError, Appended> => {
    if (closed) return E.left(CLOSED);
    checkBatch(batch);
    const known = lookup(batch.key);
    if (O.isSome(known)) return repeated(known.value, batch.fingerprint);
    for (const { failIfEventsMatch, after } of batch.conditions) {
      if (log.hasAfter(failIfEventsMatch, after)) return E.left({ code: 'condition_failed' });
    }
    const events = recordedEvents(batch, log.events.length);
    firstOfKey.set(batch.key, events[0].position);
    for (const event of events) log.add(event);
    if (waiting.size > 0) wakeSoon();
    return E.right({ events, repeated: false });
  };

  /** Appends of one turn of the event loop wake the followers once. */
  const wakeSoon = (): void => {
    if (wakingUp) return;
    wakingUp = true;
    queueMicrotask(wakeAll);
  };

  const wakeAll = (): void => {
    wakingUp = false;
    for (const wake of waiting) wake();
  };

  const openOnly = <A>(value: () => A): E.Either<StoreUnavailable, A> =>
    closed ? E.left(CLOSED) : E.right(value());

  const failIfClosed = (): void => {
    if (closed) throw new StoreFailure(CLOSED.message);
  };

  async function* batches(query: Query, { after = START, upTo = Infinity }: ReadRange) {
    failIfClosed();
    const end = Math.min(upTo, log.events.length);
    for (let position = after; position < end;) {
      const batch = log.select(query, position, end, BATCH_SIZE);
      const last = batch.at(-1);
      if (last === undefined) return;
      yield batch;
      failIfClosed();
      position = last.position;
    }
  }

  const followed = (query: Query): Followed => ({
    next: (after) => {
      const head = log.events.length;
      const batch = log.select(query, after, head, BATCH_SIZE);
      return batch.length > 0 ? batch : Math.max(after, head);
    },
    isClosed: () => closed,
    wait: (wake) => waiting.add(wake),
    stopWaiting: (wake) => waiting.delete(wake),
  });

  return {
    append: (batch) => async () => append(batch),
    lookup: (key) => async () => openOnly(() => lookup(key)),
    head: () => async () => openOnly(() => log.events.length),
    read: (query, range = {}) => ({ [Symbol.asyncIterator]: () => batches(query, range) }),
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => follower(followed(query), after),
    }),
    durability: () => DURABILITY,
    size: () => async () =>
      openOnly(() => ({ events: log.events.length, bytes: undefined, copies: [] })),
    snapshots: memorySnapshots(openOnly),
    close: () => {
      closed = true;
      wakeAll();
      return Promise.resolve();
    },
  };
};
