import {
  START,
  StoreFailure,
  type Batch,
  type Durability,
  type EventStore,
  type Query,
  type ReadRange,
  type StoreUnavailable,
} from '@largesse/core';
import {
  backoff,
  checkBatch,
  follower,
  GroupCommit,
  withoutSecrets,
  type Backoff,
  type Followed,
} from '@largesse/store-kit';
import { nuid, type NatsConnection } from '@nats-io/transport-node';
import { either as E, option as O } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventsFrom } from './batch-events.js';
import { checkLimits } from './batch-limits.js';
import { Committer } from './committer.js';
import { IndexUpkeep } from './index-upkeep.js';
import { MOST_MESSAGES } from './planned-commit.js';
import { Selection } from './selection.js';
import { streamSize } from './stream-size.js';
import { streamServer } from './stream-server.js';
import { streamSnapshots } from './stream-snapshots.js';
import type { Subjects } from './subjects.js';
import { Hopeless, patiently } from './patiently.js';
import { Tail } from './tail.js';
import type { Tuning } from './tuning.js';
import { Turns } from './turns.js';
import { Wakes } from './wakes.js';

/** An opened stream. */
export interface Opened {
  readonly stream: string;
  readonly prefix: string;
  readonly subjects: Subjects;
  readonly requestTimeout: number;
  readonly timeout: number;
  readonly snapshots: { readonly stream: string; readonly prefix: string };
  readonly log: string;
  readonly durability: Durability;
  readonly tuning: Tuning;
}

/** The event store on an opened stream. */
export const storeOn = async (nc: NatsConnection, opened: Opened): Promise<EventStore> => {
  const { stream, prefix, subjects, requestTimeout, timeout, log, tuning } = opened;
  const server = streamServer(nc, stream, Math.min(1_000, requestTimeout), requestTimeout);
  const tail = new Tail(server, subjects, tuning);
  const selection = new Selection(tail, subjects);
  const signals = { turn: `${prefix}_turn`, wake: `${prefix}_wake` };
  const process = nuid.next();
  const wakes = new Wakes(nc, signals.wake, process, () => tail.fresh());
  const turns = new Turns(nc, signals, process);
  const committer = new Committer({
    ...{ nc, stream, subjects, tail, selection, turns, requestTimeout },
    appendTimeout: timeout,
    indexes: new IndexUpkeep(tail.view, tuning),
    wrote: () => wakes.tell(),
  });
  const name = `JetStream stream ${stream}`;
  const appends = new GroupCommit({
    commit: (batches) => committer.commit(batches),
    ...{ independent: true, name, maxEvents: MOST_MESSAGES },
  });
  let closing: Promise<void> | undefined;
  await patiently(timeout, () => tail.fresh());

  const unavailable = (why: string): StoreUnavailable => ({
    code: 'store_unavailable',
    message: withoutSecrets(`${name}: ${why}`),
  });

  /** The value, or why the servers cannot say it. A leader that changes is asked again until time is up. */
  const asked = async <A>(work: () => Promise<A>): Promise<E.Either<StoreUnavailable, A>> => {
    const openOnly = async (): Promise<A> => {
      if (closing !== undefined) throw new Hopeless('the store is closed');
      return work();
    };
    try {
      return E.right(await patiently(timeout, openOnly));
    } catch (thrown) {
      return E.left(unavailable(whyOf(thrown)));
    }
  };

  const orFail = async <A>(work: () => Promise<A>): Promise<A> => {
    const result = await asked(work);
    if (E.isRight(result)) return result.right;
    throw new StoreFailure(result.left.message);
  };

  const append = async (batch: Batch) => {
    if (closing !== undefined) return E.left(unavailable('the store is closed'));
    checkBatch(batch);
    checkLimits(batch, nc.info?.max_payload ?? 1_048_576);
    return appends.append(batch);
  };

  const lookup = async (key: string) => {
    const subject = subjects.event(key, 0);
    await tail.fresh();
    await tail.know([subject]);
    const first = tail.view.last(subject);
    return first === undefined ? O.none : eventsFrom(tail, first.sequence);
  };

  const open = (): void => {
    if (closing !== undefined) throw new StoreFailure(`${name}: the store is closed`);
  };

  /** What the servers interrupt goes on after the last event that was handed out. */
  async function* batches(query: Query, { after = START, upTo = Infinity }: ReadRange) {
    const end = Math.min(upTo, await orFail(() => tail.fresh()));
    let position = after;
    let found = selection.between(query, position, end);
    let failing: { readonly giveUp: number; readonly pauses: Backoff } | undefined;
    for (;;) {
      open();
      try {
        const next = await found.next();
        if (next.done === true) return;
        position = next.value.at(-1)?.position ?? position;
        failing = undefined;
        yield next.value;
      } catch (thrown) {
        failing ??= { giveUp: performance.now() + timeout, pauses: backoff(20, 1_000) };
        if (performance.now() >= failing.giveUp)
          throw new StoreFailure(unavailable(whyOf(thrown)).message);
        await sleep(failing.pauses.next());
        found = selection.between(query, position, end);
      }
    }
  }

  let followers = 0;
  const followed = (query: Query): Followed => {
    let counted = false;
    return {
      next: async (after) => {
        const head = tail.view.settled;
        for await (const batch of selection.between(query, after, head)) return batch;
        return Math.max(after, head);
      },
      isClosed: () => closing !== undefined,
      wait: (wake) => {
        tail.wait(wake);
        if (!counted) followers += 1;
        counted = true;
        wakes.listen();
      },
      stopWaiting: (wake) => {
        tail.stopWaiting(wake);
        if (counted) followers -= 1;
        counted = false;
        if (followers === 0) wakes.stop();
      },
    };
  };

  const close = async (): Promise<void> => {
    await appends.close();
    wakes.close();
    turns.stop();
    await nc.drain().catch(() => undefined);
  };

  return {
    append: (batch) => () => append(batch),
    lookup: (key) => () => asked(() => lookup(key)),
    head: () => () =>
      asked(async () => {
        await tail.fresh();
        return tail.view.lastEvent;
      }),
    read: (query, range = {}) => ({ [Symbol.asyncIterator]: () => batches(query, range) }),
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => follower(followed(query), after),
    }),
    durability: () => opened.durability,
    size: () => () => asked(() => streamSize(nc, stream, tail, timeout)),
    snapshots: streamSnapshots({
      ...{ nc, log, timeout: requestTimeout, ...opened.snapshots },
      isClosed: () => closing !== undefined,
    }),
    close: () => {
      closing ??= close();
      tail.wake();
      return closing;
    },
  };
};

const whyOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
