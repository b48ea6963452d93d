import { jetstream as jetstreamClient, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { natsAddress, startNatsCluster, type NatsCluster, type NatsNode } from '@largesse/services';
import { openJetStreamStore } from '@largesse/store-jetstream';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTurn } from '../in-turn.js';
import type { Contender } from '../rounds.js';
import { giftEvent } from './guarded-appends.js';
import { measureStore } from './store-section.js';

/**
 * JetStream on three nodes of this machine that sync each message, beside plain publishes. Both come to the node that
 * leads their stream: else it is chance which of them is forwarded.
 */
export const jetstream = async (): Promise<void> => {
  const cluster = await startNatsCluster({ own: true });
  const [home] = cluster.nodes;
  if (home === undefined) throw new Error('The cluster has no node');
  const { servers, ...login } = natsAddress(home.url);
  const alone = { ignoreClusterUpdates: true };
  const connection = await connect({ servers: [...servers], ...login, ...alone });
  let streams = 0;
  try {
    await measureStore({
      name: 'JetStream, three replicas (plain: a publish a gift, each with its acknowledgement, as many under way)',
      open: async () => {
        const stream = `BENCH${String((streams += 1))}`;
        const store = await openJetStreamStore({ servers: home.url, stream, connection: alone });
        await leadBy(connection, cluster, home, stream);
        return store;
      },
      operations: (inFlight) => (inFlight === 1 ? 200 : 5_000),
      raw: await plainPublishes(connection, () => leadBy(connection, cluster, home, 'PLAIN')),
      peers: [],
    });
  } finally {
    await connection.close();
    await cluster.remove();
  }
};

/** Has a stream led by a node. */
const leadBy = async (
  connection: NatsConnection,
  cluster: NatsCluster,
  { name }: NatsNode,
  stream: string,
): Promise<void> => {
  const preferred = JSON.stringify({ placement: { preferred: name } });
  while ((await cluster.leaderOf(stream)).name !== name) {
    await connection.request(`$JS.API.STREAM.LEADER.STEPDOWN.${stream}`, preferred, {
      timeout: 5_000,
    });
    await sleep(500);
  }
};

/**
 * The content of a gift's event with a stamp as long as an append's, published without any condition, key or index to a
 * stream of the same kind: as many bytes of text. An append of one event has besides a header or three.
 */
const plainPublishes = async (
  connection: NatsConnection,
  lead: () => Promise<void>,
): Promise<readonly Contender[]> => {
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: 'PLAIN', subjects: ['plain.>'], num_replicas: 3 });
  await lead();
  const client = jetstreamClient(connection);
  const stamp = { key: 'gift-256-1-1000', fp: 'f'.repeat(64), i: 0, n: 1, c: 50_000, x: 50_000 };
  const payload = JSON.stringify({ ...(await giftEvent()), ...stamp });
  return [1, 32, 256].map((inFlight): Contender => {
    const operations = inFlight === 1 ? 200 : 5_000;
    return {
      name: `plain publishes, ${String(inFlight)} in flight`,
      operations,
      prepare: () => () =>
        inTurn(
          Array.from({ length: operations }, (_, i) => `plain.GiftSent.${String(i % 1000)}`),
          inFlight,
          (subject) => client.publish(subject, payload),
        ),
    };
  });
};
