import type { EventStore as EmmettStore } from '@event-driven-io/emmett';
import { startPostgres } from '@largesse/services';
import { openPostgresStore } from '@largesse/store-postgres';
import { Client } from 'pg';
import { emmettGifts } from '../peers/emmett-gifts.js';
import { importPeer } from '../peers/install-peers.js';
import type { Contender } from '../rounds.js';
import { pgbench } from './pgbench.js';
import { rawInserts, rawTable } from './raw-rows.js';
import { measureStore } from './store-section.js';

/**
 * A PostgreSQL of our own with its settings as they come, but for room for as many clients as pgbench
 * makes; beside inserts of rows by the driver and by pgbench, and Emmett.
 */
export const postgres = async (): Promise<void> => {
  const server = await startPostgres({ own: true, settings: { max_connections: '300' } });
  const emmett = await emmettStore(server.url);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  let schemas = 0;
  try {
    const row = await rawTable(client);
    await measureStore({
      name: 'PostgreSQL',
      open: () =>
        openPostgresStore({
          connectionString: server.url,
          schema: `bench_${String((schemas += 1))}`,
        }),
      operations: (inFlight) => (inFlight === 1 ? 500 : 10_000),
      raw: [
        rawInserts(client, row, 100, 10_000),
        rawInserts(client, row, 1, 500),
        ...pgbench(server, row),
      ],
      peers: emmett === undefined ? [] : await emmettPeers(emmett),
    });
  } finally {
    await emmett?.close();
    await client.end();
    await server.remove();
  }
};

interface ClosableStore extends EmmettStore {
  readonly close: () => Promise<void>;
}

const emmettStore = async (url: string): Promise<ClosableStore | undefined> => {
  const peer = await importPeer('@event-driven-io/emmett-postgresql');
  // As its declarations say; it is not installed with this workspace.
  const { getPostgreSQLEventStore } = (peer ?? {}) as {
    readonly getPostgreSQLEventStore?: (url: string) => ClosableStore;
  };
  return getPostgreSQLEventStore?.(url);
};

const emmettPeers = (store: EmmettStore): Promise<readonly Contender[]> =>
  Promise.all(
    ([1, 32, 256] as const).map((inFlight) =>
      emmettGifts(`emmett-postgresql, ${String(inFlight)} in flight`, store, {
        ...{ wallets: 1000, history: 0, inFlight },
        operations: inFlight === 1 ? 100 : 500,
      }),
    ),
  );
