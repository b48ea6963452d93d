import type { EventStore } from '@largesse/core';
import { describeEventStore, type StoreHarness } from '@largesse/testing';
import { candidates } from '../test/drivers.js';
import { temporaryFiles } from '../test/folder.js';
import { openSqliteStore, type SqliteDriver } from './index.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

const harnessOf = (driver: SqliteDriver): StoreHarness => {
  const paths = new Map<EventStore, string>();
  const open = async (path: string): Promise<EventStore> => {
    const store = await openSqliteStore({ driver, path });
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
