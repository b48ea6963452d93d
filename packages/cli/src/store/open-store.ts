import type { EventStore } from '@largesse/core';
import { stat } from 'node:fs/promises';
import { CommandFailure, fileFailure } from '../failure.js';
import type { StoreAddress } from './address.js';

/** Whether a command may make a store that is not there, or asks about one that is. */
export type Purpose = 'read' | 'write';

/**
 * Opens the store at an address. Its package is loaded only now: a command that reads a file need
 * not wait for the drivers of databases. To read, it makes nothing: a mistyped name must not become a
 * store whose balances are all empty.
 */
export const openStore = async (address: StoreAddress, purpose: Purpose): Promise<EventStore> => {
  const make = purpose === 'write';
  switch (address.kind) {
    case 'memory': {
      const { createMemoryStore } = await import('@largesse/store-memory');
      return createMemoryStore();
    }
    case 'sqlite': {
      const { path } = address;
      if (!make) await requireMade(path);
      const [{ openSqliteStore }, { default: Database }] = await Promise.all([
        import('@largesse/store-sqlite'),
        import('libsql'),
      ]);
      return openSqliteStore({ driver: (file) => new Database(file), path });
    }
    case 'postgres': {
      const { openPostgresStore } = await import('@largesse/store-postgres');
      const { connectionString, schema } = address;
      const where = schema === undefined ? { connectionString } : { connectionString, schema };
      return openPostgresStore({ ...where, migrate: make });
    }
    case 'nats': {
      const { openJetStreamStore } = await import('@largesse/store-jetstream');
      const { servers, stream, monitors } = address;
      return openJetStreamStore({
        servers,
        ...(stream === undefined ? {} : { stream }),
        ...(monitors === undefined ? {} : { monitors }),
        create: make,
      });
    }
  }
};

/** SQLite takes an empty file for a database, and would make a store of it. */
const requireMade = async (path: string): Promise<void> => {
  const found = await stat(path).catch((thrown: unknown) => {
    throw fileFailure('read', path, thrown);
  });
  if (found.isFile() && found.size === 0)
    throw new CommandFailure(`${path} is empty: no store was made there; run or import makes one`);
};
