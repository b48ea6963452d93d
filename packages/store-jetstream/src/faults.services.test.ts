import type { EventStore, Position, RecordedEvent } from '@largesse/core';
import { startNatsCluster, type NatsCluster, type NatsNode } from '@largesse/services';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf, writeUntil } from '../test/writing-while.js';
import { openJetStreamStore } from './index.js';

let cluster: NatsCluster;

beforeAll(async () => {
  cluster = await startNatsCluster({ own: true });
});

afterAll(() => cluster.remove());

const readAll = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const found: RecordedEvent[] = [];
  for await (const events of store.read('all')) found.push(...events);
  return found;
};

/** Follows a log until the last event that it has when writing is over. */
const follow = (store: EventStore) => {
  const seen: Position[] = [];
  const following = (async () => {
    for await (const events of store.follow('all', 0)) {
      for (const { position } of events) seen.push(position);
    }
  })();
  const until = async (last: Position): Promise<readonly Position[]> => {
    const giveUp = performance.now() + 20_000;
    while ((seen.at(-1) ?? 0) < last && performance.now() < giveUp) await sleep(50);
    await store.close();
    await following;
    return seen;
  };
  return { until };
};

interface JetStreamPage {
  readonly account_details?: readonly {
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly state: { readonly last_seq: number; readonly messages: number };
    }[];
  }[];
}

/** What each replica says that it holds of a stream. */
const replicaStates = (stream: string) =>
  Promise.all(
    cluster.nodes.map(async ({ monitor }) => {
      const page = await fetch(`${monitor}/jsz?accounts=true&streams=true`);
      const { account_details = [] } = (await page.json()) as JetStreamPage;
      const found = account_details
        .flatMap(({ stream_detail = [] }) => stream_detail)
        .find(({ name }) => name === stream);
      return `${String(found?.state.last_seq)} of ${String(found?.state.messages)}`;
    }),
  );

/** Three writers and a follower, each with a connection of its own, while something is broken and mended. */
const whileBroken = async (stream: string, breakIt: (leader: NatsNode) => Promise<void>) => {
  const open = () => openJetStreamStore({ servers: cluster.url, stream, timeout: 5_000 });
  const writers = await Promise.all([open(), open(), open()]);
  const follower = follow(await open());
  let stopped = false;
  const counts = writers.map(() => 0);
  const writing = Promise.all(
    writers.map((store, n) =>
      writeUntil(
        store,
        n,
        () => stopped,
        () => {
          counts[n] = (counts[n] ?? 0) + 1;
        },
      ),
    ),
  );
  /** Every writer gets on by so many appends: the others do not starve it. */
  const allGetOn = async (): Promise<void> => {
    const before = [...counts];
    const waits = () => counts.some((count, n) => count < (before[n] ?? 0) + 10);
    const giveUp = performance.now() + 40_000;
    while (waits()) {
      if (performance.now() > giveUp) {
        throw new Error(`They got on from ${before.join()} to ${counts.join()}`);
      }
      await sleep(20);
    }
  };
  await allGetOn();
  await breakIt(await cluster.leaderOf(stream));
  await allGetOn();
  stopped = true;
  const told = await writing;
  await cluster.ready();
  const reader = await open();
  const log = await readAll(reader);
  const seen = await follower.until(log.at(-1)?.position ?? 0);
  await Promise.all([...writers, reader].map((store) => store.close()));
  return { told, log, seen };
};

test.each<readonly [string, string, (leader: NatsNode) => Promise<void>]>([
  [
    'KILLED',
    'the leader is killed twice',
    async (leader) => {
      await leader.kill();
      await sleep(4_000);
      await leader.start();
      await cluster.ready();
      const next = await cluster.leaderOf('KILLED');
      await next.kill();
      await sleep(4_000);
      await next.start();
      await cluster.ready();
    },
  ],
  [
    'PAUSED',
    'the leader stands still for longer than an election takes',
    async (leader) => {
      await leader.pause();
      await sleep(12_000);
      await leader.resume();
    },
  ],
])(
  '%s: nothing is lost, doubled or halved while %s',
  async (stream, _what, breakIt) => {
    const { told, log, seen } = await whileBroken(stream, breakIt);
    expect(faultsOf(log, told)).toEqual([]);
    expect(seen).toEqual(log.map(({ position }) => position));
    let states: readonly string[] = [];
    for (let n = 0; n < 40 && new Set(states).size !== 1; n += 1) {
      await sleep(250);
      states = await replicaStates(stream);
    }
    const last = String(log.at(-1)?.position);
    expect(states).toEqual(cluster.nodes.map(() => `${last} of ${last}`));
  },
  120_000,
);
