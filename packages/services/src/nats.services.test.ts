import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { connect } from '@nats-io/transport-node';
import { setTimeout } from 'node:timers/promises';
import { natsAddress } from './nats-address.js';
import type { NatsCluster } from './nats-cluster.js';
import { startNatsCluster } from './nats-cluster.js';
import { testServers } from './test-servers.js';

/** A client whose server is paused notices by its pings alone, after minutes unless told. */
const quickToNotice = { pingInterval: 500, maxPingOut: 2 };

const connected = async (
  url: string,
  use: (connection: NatsConnection) => Promise<void>,
): Promise<void> => {
  const { servers, ...login } = natsAddress(url);
  const connection = await connect({
    servers: [...servers],
    ...login,
    maxReconnectAttempts: -1,
    ...quickToNotice,
  });
  try {
    await use(connection);
  } finally {
    await connection.close();
  }
};

test('the shared cluster has three nodes', () =>
  connected(testServers().natsUrl, async (connection) => {
    expect(natsAddress(testServers().natsUrl).servers).toHaveLength(3);
    expect(connection.info?.connect_urls).toHaveLength(3);
    const manager = await jetstreamManager(connection);
    const stream = { name: 'smoke-shared', subjects: ['smoke-shared'], num_replicas: 3 };
    const { cluster } = await manager.streams.add(stream);
    expect(cluster?.replicas).toHaveLength(2);
    await manager.streams.delete('smoke-shared');
  }));

describe('a cluster of its own', () => {
  let cluster: NatsCluster;
  beforeAll(async () => {
    cluster = await startNatsCluster({ own: true });
    await connected(cluster.url, async (connection) => {
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: 'gifts', subjects: ['gifts.>'], num_replicas: 3 });
    });
  });
  afterAll(() => cluster.remove());

  /** How many messages the stream holds after one more was acknowledged, tried until it is. */
  const publish = async (connection: NatsConnection): Promise<number> => {
    for (;;) {
      const sent = await jetstream(connection)
        .publish('gifts.rose', 'rose', { timeout: 2000 })
        .catch(() => undefined);
      if (sent !== undefined) return sent.seq;
      await setTimeout(100);
    }
  };

  test('a stream survives the kill of its leader, which comes back as a follower', () =>
    connected(cluster.url, async (connection) => {
      expect(await publish(connection)).toBe(1);
      const leader = await cluster.leaderOf('gifts');
      await leader.kill();
      expect(leader.pid()).toBeUndefined();
      const next = await cluster.leaderOf('gifts');
      expect(next.name).not.toBe(leader.name);
      expect(await publish(connection)).toBeGreaterThanOrEqual(2);
      await leader.start();
      await cluster.ready();
      expect(cluster.nodes.every(({ pid }) => pid() !== undefined)).toBe(true);
    }));

  test('another leads while the leader is paused; resumed, one leads and all are well', () =>
    connected(cluster.url, async (connection) => {
      const leader = await cluster.leaderOf('gifts');
      await leader.pause();
      await expect(cluster.ready(100)).rejects.toThrow(`nats-server ${leader.name} is not ready`);
      expect((await cluster.leaderOf('gifts')).name).not.toBe(leader.name);
      await publish(connection);
      await leader.resume();
      await cluster.ready();
      await cluster.leaderOf('gifts');
    }));

  test('with two of three killed nothing is acknowledged, with one of them back it is', () =>
    connected(cluster.url, async (connection) => {
      const [first, second] = cluster.nodes;
      await Promise.all([first?.kill(), second?.kill()]);
      const send = jetstream(connection).publish('gifts.rose', 'lost?', { timeout: 3000 });
      await expect(send).rejects.toThrow();
      await first?.start();
      await publish(connection);
      await second?.start();
      await cluster.ready();
    }));
});

test('a node alone answers, leads its streams and keeps them when it was stopped', async () => {
  const cluster = await startNatsCluster({ own: true, nodes: 1 });
  const [node] = cluster.nodes;
  await connected(cluster.url, async (connection) => {
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'alone', subjects: ['alone'] });
    await jetstream(connection).publish('alone', 'rose');
    expect((await cluster.leaderOf('alone')).name).toBe(node?.name);
    await node?.stop();
    await node?.start();
    await cluster.ready();
  });
  await connected(cluster.url, async (connection) => {
    const { state } = await (await jetstreamManager(connection)).streams.info('alone');
    expect(state.messages).toBe(1);
  });
  await cluster.remove();
});
