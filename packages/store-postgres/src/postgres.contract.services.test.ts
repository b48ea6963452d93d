import type { EventStore } from '@largesse/core';
import { testServers } from '@largesse/services';
import { describeEventStore } from '@largesse/testing';
import { lossyProxy } from '../test/lossy-proxy.js';
import { dropSchemas, freshSchema } from '../test/server-schema.js';
import { openPostgresStore } from './index.js';

const { postgresUrl } = testServers();
const schemas = new Map<EventStore, string>();

const openIn = async (schema: string, connectionString = postgresUrl): Promise<EventStore> => {
  const store = await openPostgresStore({ connectionString, schema });
  schemas.set(store, schema);
  return store;
};

const again = (store: EventStore) => openIn(schemas.get(store) ?? '');

afterAll(() => dropSchemas(new Set(schemas.values())));

describeEventStore(
  'The PostgreSQL store',
  {
    open: () => openIn(freshSchema()),
    another: again,
    reopen: async (store) => {
      await store.close();
      return again(store);
    },
    breakable: async () => {
      const url = new URL(postgresUrl);
      const proxy = await lossyProxy(Number(url.port));
      url.port = String(proxy.port);
      const store = await openIn(freshSchema(), url.href);
      const close = async () => {
        await store.close();
        await proxy.close();
      };
      // Statements are prepared once a connection: the key of the batch is in each request.
      return {
        store: { ...store, close },
        loseNext: (part) => {
          proxy.loseNext(part, 'fingerprint of key');
        },
      };
    },
  },
  { describe, it },
);
