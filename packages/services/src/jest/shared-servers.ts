import { startNatsCluster } from '../nats-cluster.js';
import { startPostgres } from '../postgres.js';
import { announce } from '../test-servers.js';

const removals: (() => Promise<void>)[] = [];

/** Starts the servers that all tests share, one after the other: both may fetch packages. */
export const startShared = async (): Promise<void> => {
  const postgres = await startPostgres({ settings: { max_connections: '300' } });
  removals.push(postgres.remove);
  const nats = await startNatsCluster();
  removals.push(nats.remove);
  announce({ postgresUrl: postgres.url, natsUrl: nats.url });
  console.error(`\nPostgreSQL ${postgres.version}, NATS ${nats.version}`);
};

/** Takes them down. */
export const removeShared = async (): Promise<void> => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
};
