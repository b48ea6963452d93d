import type { EventStore } from '@largesse/core';
import { existsSync } from 'node:fs';
import { fileFailure } from '../failure.js';
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
      if (!make && !existsSync(path))
        throw fileFailure('read', path, Object.assign(new Error(), { code: 'ENOENT' }));
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
