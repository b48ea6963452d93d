import type { EventStore as EmmettStore } from '@event-driven-io/emmett';
import { startPostgres } from '@largesse/services';
import { openPostgresStore } from '@largesse/store-postgres';
import { Client } from 'pg';
import { inTurn } from '../in-turn.js';
import { emmettGifts } from '../peers/emmett-gifts.js';
import { importPeer } from '../peers/install-peers.js';
import type { Contender } from '../rounds.js';
import { giftEvent } from './guarded-appends.js';
import { measureStore } from './store-section.js';

/** A PostgreSQL of our own with its settings as they come, beside inserts of rows and Emmett. */
export const postgres = async (): Promise<void> => {
  const server = await startPostgres({ own: true });
  const emmett = await emmettStore(server.url);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  let schemas = 0;
  try {
    await measureStore({
      name: 'PostgreSQL',
      open: () =>
        openPostgresStore({
          connectionString: server.url,
          schema: `bench_${String((schemas += 1))}`,
        }),
      operations: (inFlight) => (inFlight === 1 ? 500 : 10_000),
      raw: await rawInserts(client),
      peers: emmett === undefined ? [] : await emmettPeers(emmett),
    });
  } finally {
    await emmett?.close();
    await client.end();
    await server.remove();
  }
};

const COLUMNS = ['type', 'version', 'at', 'tags', 'data', 'key', 'fingerprint'] as const;

/** The content of a gift's event in one table without any index but its row id. */
const rawInserts = async (client: Client): Promise<readonly Contender[]> => {
  const { type, version, at, tags, data } = await giftEvent();
  const cells = [type, String(version), at, JSON.stringify(tags), JSON.stringify(data)];
  await client.query(
    `CREATE TABLE raw (position bigserial PRIMARY KEY, ${COLUMNS.map((name) => `${name} text`).join()})`,
  );
  const insert = {
    name: 'raw',
    text: `INSERT INTO raw (${COLUMNS.join()}) SELECT * FROM unnest(${COLUMNS.map((_, i) => `$${String(i + 1)}::text[]`).join()})`,
  };
  let round = 0;
  const contender = (size: number, operations: number): Contender => ({
    name: `the driver: inserts, ${String(size)} a statement`,
    operations,
    prepare: () => {
      round += 1;
      const rows = (from: number) =>
        Array.from({ length: size }, (_, i) => [
          ...[...cells, `gift-${String(round)}-${String(from + i)}`],
          'f'.repeat(64),
        ]);
      const statements = Array.from({ length: operations / size }, (_, i) => rows(i * size));
      return () =>
        inTurn(statements, 1, (each) =>
          client.query({
            ...insert,
            values: COLUMNS.map((_, column) => each.map((row) => row[column])),
          }),
        );
    },
  });
  return [contender(100, 10_000), contender(1, 500)];
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
