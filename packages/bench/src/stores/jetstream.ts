import { jetstream as jetstreamClient, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { natsAddress, startNatsCluster } from '@largesse/services';
import { openJetStreamStore } from '@largesse/store-jetstream';
import { inTurn } from '../in-turn.js';
import type { Contender } from '../rounds.js';
import { giftEvent } from './guarded-appends.js';
import { measureStore } from './store-section.js';

/** JetStream on three nodes of this machine that sync each message, beside plain publishes. */
export const jetstream = async (): Promise<void> => {
  const cluster = await startNatsCluster({ own: true });
  const { servers, ...login } = natsAddress(cluster.url);
  const connection = await connect({ servers: [...servers], ...login });
  let streams = 0;
  try {
    await measureStore({
      name: 'JetStream, three replicas',
      open: () =>
        openJetStreamStore({ servers: cluster.url, stream: `BENCH${String((streams += 1))}` }),
      operations: (inFlight) => (inFlight === 1 ? 200 : 5_000),
      raw: await plainPublishes(connection),
      peers: [],
    });
  } finally {
    await connection.close();
    await cluster.remove();
  }
};

/** The content of a gift's event, published without any condition to a stream of the same kind. */
const plainPublishes = async (
  connection: Awaited<ReturnType<typeof connect>>,
): Promise<readonly Contender[]> => {
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: 'PLAIN', subjects: ['plain.>'], num_replicas: 3 });
  const client = jetstreamClient(connection);
  const payload = JSON.stringify({ ...(await giftEvent()), fingerprint: 'f'.repeat(64) });
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
