import {
  START,
  type Durability,
  type EventStore,
  type Query,
  type ReadRange,
} from '@largesse/core';
import { follower, GroupCommit } from '@largesse/store-kit';
import { nuid, type NatsConnection } from '@nats-io/transport-node';
import { option as O } from 'fp-ts';
import { checkLimits } from './append/batch-limits.js';
import { Committer } from './append/committer.js';
import { IndexUpkeep } from './append/index-upkeep.js';
import { MOST_MESSAGES } from './append/planned-commit.js';
import { Turns } from './append/turns.js';
import { Asking } from './asking.js';
import { followedLog } from './follow/followed-log.js';
import { Wakes } from './follow/wakes.js';
import type { Subjects } from './message/subjects.js';
import { patiently } from './patiently.js';
import { eventsFrom } from './read/batch-events.js';
import { Selection } from './read/selection.js';
import { steadyRead } from './read/steady-read.js';
import { streamSize } from './read/stream-size.js';
import { streamServer } from './server/stream-server.js';
import { streamSnapshots } from './server/stream-snapshots.js';
import { fitting, type Tuning } from './tuning.js';
import { Tail } from './view/tail.js';

/** An opened stream. */
export interface Opened {
  readonly stream: string;
  readonly prefix: string;
  readonly subjects: Subjects;
  readonly requestTimeout: number;
  readonly timeout: number;
  readonly snapshots: { readonly stream: string; readonly prefix: string };
  readonly log: string;
  readonly inboxPrefix: string | undefined;
  readonly durability: Durability;
  readonly tuning: Tuning;
}

/** The event store on an opened stream. */
export const storeOn = async (nc: NatsConnection, opened: Opened): Promise<EventStore> => {
  const { stream, prefix, subjects, requestTimeout, timeout, log } = opened;
  const maxPayload = nc.info?.max_payload ?? 1_048_576;
  const tuning = fitting(opened.tuning, maxPayload);
  const server = streamServer(nc, opened, Math.min(1_000, requestTimeout), requestTimeout);
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
    check: (batch) => checkLimits(batch, maxPayload),
    ...{ independent: true, name, maxEvents: MOST_MESSAGES },
  });
  let closing: Promise<void> | undefined;
  const isClosed = (): boolean => closing !== undefined;
  const asking = new Asking({ name, timeout, isClosed });
  const followed = followedLog({ tail, selection, wakes, isClosed });
  await patiently(timeout, () => tail.fresh());

  const lookup = async (key: string) => {
    const subject = subjects.event(key, 0);
    const end = await tail.fresh();
    const first = await tail.asOf(end, [subject], (view) => view.last(subject));
    return first === undefined ? O.none : eventsFrom(tail, first.sequence);
  };

  async function* read(query: Query, { after = START, upTo = Infinity }: ReadRange) {
    const end = Math.min(upTo, await asking.orFail(() => tail.fresh()));
    const from = (position: number) => {
      asking.failIfClosed();
      return selection.between(query, position, end);
    };
    const failure = (thrown: unknown) => asking.failure(thrown);
    for await (const batch of steadyRead({ read: from, patience: timeout, failure }, after)) {
      yield batch;
      asking.failIfClosed();
    }
  }

  const close = async (): Promise<void> => {
    await appends.close();
    wakes.close();
    turns.stop();
    // Without a server nothing can be drained, and a connection that is not closed goes on calling for ever.
    await nc.drain().catch(() => nc.close());
  };

  return {
    append: (batch) => () => appends.append(batch),
    lookup: (key) => () => asking.asked(() => lookup(key)),
    head: () => () =>
      asking.asked(async () => tail.asOf(await tail.fresh(), [], (view) => view.lastEvent)),
    read: (query, range = {}) => ({ [Symbol.asyncIterator]: () => read(query, range) }),
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => follower(followed(query), after),
    }),
    durability: () => opened.durability,
    size: () => () => asking.asked(() => streamSize(nc, stream, tail, timeout)),
    snapshots: streamSnapshots({
      ...{ nc, log, timeout: requestTimeout, ...opened.snapshots },
      isClosed,
    }),
    close: () => {
      closing ??= close();
      tail.wake();
      return closing;
    },
  };
};
