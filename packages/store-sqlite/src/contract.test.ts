import type { EventStore } from '@largesse/core';
import { describeEventStore, type StoreHarness } from '@largesse/testing';
import { connect, driverName } from '../test/driver.js';
import { temporaryFiles } from '../test/folder.js';
import { openSqliteStore } from './index.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

const harnessOf = (indexEvery?: number): StoreHarness => {
  const paths = new Map<EventStore, string>();
  const open = async (path: string): Promise<EventStore> => {
    const store = await openSqliteStore({
      ...{ driver: connect, path },
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

describeEventStore(`SQLite by ${driverName}`, harnessOf(), { describe, it });

// The checks append too little for the index otherwise: here it goes on after every few events.
describeEventStore('SQLite with its index close behind', harnessOf(3), { describe, it });
