import {
  START,
  StoreFailure,
  type Batch,
  type Durability,
  type EventStore,
  type Query,
  type ReadRange,
  type StoreSize,
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
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, nuid, type NatsConnection } from '@nats-io/transport-node';
import { either as E, option as O } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { Committer, eventsFrom } from './committer.js';
import { durabilityOf } from './durability.js';
import { openSnapshotStream, openStream } from './open-stream.js';
import { IndexUpkeep } from './index-upkeep.js';
import { MOST_MESSAGES } from './planned-commit.js';
import { Selection } from './selection.js';
import { serverAddress } from './server-address.js';
import type { JetStreamStoreOptions } from './store-options.js';
import { streamServer } from './stream-server.js';
import { streamSnapshots } from './stream-snapshots.js';
import { subjectsUnder, type Subjects } from './subjects.js';
import { Hopeless, patiently } from './patiently.js';
import { probeSync } from './sync-probe.js';
import { Tail } from './tail.js';
import { USUAL, type Tuning } from './tuning.js';
import { Turns } from './turns.js';
import { Wakes } from './wakes.js';

/** Room in a message for what is not the data of its event: tags, key, headers. */
const ROOM = 32_768;

/**
 * Opens a stream as an event store, and makes it if it is not there. Rejects with an error that says what to
 * do if no server answers or the stream could not keep what is promised.
 */
export const openJetStreamStore = (options: JetStreamStoreOptions): Promise<EventStore> =>
  openTuned(options, USUAL);

/** As `openJetStreamStore`, for tests that want a small log to behave as a large one. */
export const openTuned = async (
  options: JetStreamStoreOptions,
  tuning: Tuning,
): Promise<EventStore> => {
  const { stream = 'LARGESSE', create = true, timeout = 10_000, monitors = [] } = options;
  const prefix = options.prefix ?? stream.toLowerCase();
  const requestTimeout = Math.max(100, Math.min(2_000, timeout / 4));
  const { servers, ...login } = serverAddress(options.servers);
  const nc = await connected(servers, login, options);
  try {
    const subjects = subjectsUnder(prefix);
    const request = {
      stream,
      subjects: subjects.all,
      replicas: options.replicas,
      create,
      timeout: requestTimeout,
    };
    const info = await patiently(timeout, () => openStream(nc, request));
    const replicas = info.config.num_replicas;
    const snapshots = { stream: `${stream}_SNAPSHOTS`, prefix: `${prefix}_snapshots` };
    await patiently(timeout, () =>
      openSnapshotStream(nc, snapshots.stream, `${snapshots.prefix}.>`, replicas, requestTimeout),
    );
    const syncs = await probeSync(monitors, replicas);
    const version = nc.info?.version ?? '';
    const log = info.created;
    const durability = durabilityOf({ stream, version, replicas, syncs });
    return await storeOn(nc, {
      ...{ stream, prefix, subjects, requestTimeout, timeout, snapshots, log, durability, tuning },
    });
  } catch (thrown) {
    await nc.close();
    throw thrown;
  }
};

const connected = async (
  servers: readonly string[],
  login: { readonly user?: string; readonly pass?: string },
  { connection = {}, timeout = 10_000 }: JetStreamStoreOptions,
): Promise<NatsConnection> => {
  try {
    return await connect({
      ...{ name: 'largesse', timeout, pingInterval: 2_000, maxPingOut: 2, noEcho: true },
      // A server that comes back is not met by everybody at once, and is never given up.
      ...{ maxReconnectAttempts: -1, reconnectTimeWait: 200, reconnectJitter: 300 },
      ...connection,
      servers: [...servers],
      ...login,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `No NATS server of ${servers.join(', ')} can be reached: ${why}`;
    throw new Error(withoutSecrets(message), { cause });
  }
};

/** An opened stream. */
interface Opened {
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

const storeOn = async (nc: NatsConnection, opened: Opened): Promise<EventStore> => {
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
    checkSize(batch, nc.info?.max_payload ?? 1_048_576);
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
    size: () => () => asked(() => sizeOf(nc, stream, tail, timeout)),
    snapshots: streamSnapshots({
      ...{ nc, log, timeout: requestTimeout, ...opened.snapshots },
      isClosed: () => closing !== undefined,
    }),
    close: () => {
      closing ??= close();
      wakes.stop();
      turns.stop();
      tail.wake();
      return closing;
    },
  };
};

const whyOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

const checkSize = ({ key, events }: Batch, maxPayload: number): void => {
  if (events.length > MOST_MESSAGES) {
    throw new TypeError(
      `Batch ${JSON.stringify(key)} has ${String(events.length)} events; JetStream writes ${String(MOST_MESSAGES)} at once`,
    );
  }
  for (const [n, { type, data }] of events.entries()) {
    const bytes = Buffer.byteLength(JSON.stringify(data));
    if (bytes + ROOM > maxPayload) {
      throw new TypeError(
        `Event ${String(n)} (${type}) of ${JSON.stringify(key)}: ${String(bytes)} bytes of data, and the servers take ${String(maxPayload)} a message`,
      );
    }
  }
};

/** How many events there are, what the leader's copy takes on disk, and how far the other copies are. */
const sizeOf = async (
  nc: NatsConnection,
  stream: string,
  tail: Tail,
  timeout: number,
): Promise<StoreSize> => {
  await tail.fresh();
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout });
  const { state, cluster } = await manager.streams.info(stream);
  return {
    events: tail.view.count,
    bytes: state.bytes,
    // A server leaves out a lag of none, whatever the type of the client says.
    copies: (cluster?.replicas ?? []).map(({ name, lag }: { name: string; lag?: number }) => ({
      ...{ name, behind: lag ?? 0, unit: 'events' as const },
    })),
  };
};
