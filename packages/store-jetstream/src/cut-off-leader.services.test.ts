import type { Batch, EventStore, Position } from '@largesse/core';
import { startNatsCluster, type NatsCluster } from '@largesse/services';
import { either as E, option as O } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { openJetStreamStore } from './index.js';

let cluster: NatsCluster;

beforeAll(async () => {
  cluster = await startNatsCluster({ own: true });
});

afterAll(() => cluster.remove());

const gift = (n: number): Batch => ({
  ...{ key: `gift-${String(n)}`, fingerprint: 'a rose', conditions: [] },
  events: [
    { type: 'Gift', version: 1, at: '2026-03-01T18:00:00.000Z', tags: ['wallet:ann'], data: null },
  ],
});

/** Appends until it is acknowledged, as an app does. */
const append = async (store: EventStore, n: number): Promise<Position> => {
  for (;;) {
    const result = await store.append(gift(n))();
    if (E.isRight(result)) return result.right.events[0].position;
    await sleep(100);
  }
};

const lastRead = async (store: EventStore): Promise<Position> => {
  let last = 0;
  for await (const events of store.read({ items: [{ tags: ['wallet:ann'] }] }))
    last = events.at(-1)?.position ?? last;
  return last;
};

/** What a reader finds of the wallet: the head, the position of a gift by its key, the last one read. */
const findings = async (store: EventStore, key: string): Promise<readonly unknown[]> => {
  const head = await store.head()();
  const known = await store.lookup(key)();
  const ofKey = E.isRight(known) && O.isSome(known.right) && known.right.value[0].position;
  return [E.isRight(head) && head.right, ofKey, await lastRead(store)];
};

test('a leader that stood still while another was elected names no old end when it wakes up', async () => {
  const stream = 'CUT_OFF';
  const writer = await openJetStreamStore({ servers: cluster.url, stream, timeout: 30_000 });
  await append(writer, 0);
  // Whether the old leader answers before it hears of the new one is chance.
  for (const n of [1, 2]) {
    const leader = await cluster.leaderOf(stream);
    // A reader that knows no other server, and waits for it however long it takes.
    const reader = await openJetStreamStore({
      ...{ servers: leader.url, stream, timeout: 40_000 },
      connection: { ignoreClusterUpdates: true, pingInterval: 60_000 },
    });
    await leader.pause();
    const acknowledged = await append(writer, n);
    const found: Promise<readonly unknown[]>[] = [];
    for (let asked = 0; asked < 60; asked += 1) {
      found.push(findings(reader, `gift-${String(n)}`));
      if (asked === 20) await leader.resume();
      await sleep(asked < 20 ? 10 : 2);
    }
    const right = [acknowledged, acknowledged, acknowledged];
    expect(await Promise.all(found)).toEqual(found.map(() => right));
    await reader.close();
    await cluster.ready();
  }
  await writer.close();
}, 120_000);
