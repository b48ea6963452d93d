import type { EventStore } from '@largesse/core';
import { describeEventStore, type StoreHarness } from '@largesse/testing';
import { candidates, libsql } from '../test/drivers.js';
import { temporaryFiles } from '../test/folder.js';
import { openSqliteStore, type SqliteDriver } from './index.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

const harnessOf = (driver: SqliteDriver, indexEvery?: number): StoreHarness => {
  const paths = new Map<EventStore, string>();
  const open = async (path: string): Promise<EventStore> => {
    const store = await openSqliteStore({
      ...{ driver, path },
      ...(indexEvery === undefined ? {} : { indexEvery }),
    });
    paths.set(store, path);
    return store;
  };
  const another = (store: EventStore): Promise<EventStore> => open(paths.get(store) ?? '');
  return {
    open: () => open(file()),
    another,
    reopen: async (store) => {
      await store.close();
      return another(store);
    },
  };
};

for (const { name, driver, reason } of candidates()) {
  if (driver === undefined)
    describe.skip(`${name}: ${reason}`, () => it.todo('keeps the contract'));
  else describeEventStore(`SQLite by ${name}`, harnessOf(driver), { describe, it });
}

// The checks append too little for the index otherwise: here it goes on after every few events.
describeEventStore('SQLite with its index close behind', harnessOf(libsql, 3), { describe, it });
