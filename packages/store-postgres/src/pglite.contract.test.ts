import type { EventStore } from '@largesse/core';
import { describeEventStore } from '@largesse/testing';
import { loadPglite } from '../test/load-pglite.js';
import { openPgliteStore, type PgliteClient } from './index.js';

// One instance for all: its start takes a second or two, a schema a few hundredths.
const loaded = loadPglite().then(({ PGlite }) => new PGlite());
afterAll(async () => (await loaded).close());

let made = 0;
const schemas = new WeakMap<EventStore, string>();

const openIn = async (schema: string): Promise<EventStore> => {
  const client: PgliteClient = await loaded;
  const store = await openPgliteStore(client, { schema, pollEvery: 200 });
  schemas.set(store, schema);
  return store;
};

const again = (store: EventStore) => openIn(schemas.get(store) ?? '');

describeEventStore(
  'The PostgreSQL store in PGlite',
  {
    open: () => openIn(`log_${String((made += 1))}`),
    another: again,
    reopen: async (store) => {
      await store.close();
      return again(store);
    },
  },
  { describe, it },
);
