import type { EventStore } from '@largesse/core';
import type { SqliteDriver } from '@largesse/store-sqlite';

/** How a process of the tool opens the log of a case; JSON, so that it can be handed over. */
export type StoreOrder =
  | { readonly adapter: 'sqlite'; readonly path: string }
  | { readonly adapter: 'postgres'; readonly connectionString: string; readonly schema: string }
  | { readonly adapter: 'jetstream'; readonly servers: string; readonly stream: string };

/** How long an append of a server's adapter may take, in milliseconds: shorter than a fault lasts. */
export const APPEND_TIMEOUT = 2_000;

/**
 * Opens the log; rejects while its server is away. `watched` stands between the store and SQLite. Only the
 * adapter that is asked for is loaded: processes that are killed are started often.
 */
export const openStore = async (
  order: StoreOrder,
  watched: (driver: SqliteDriver) => SqliteDriver = (driver) => driver,
): Promise<EventStore> => {
  switch (order.adapter) {
    case 'sqlite': {
      const { openSqliteStore } = await import('@largesse/store-sqlite');
      const { default: Database } = await import('libsql');
      return openSqliteStore({ driver: watched((path) => new Database(path)), path: order.path });
    }
    case 'postgres': {
      const { openPostgresStore } = await import('@largesse/store-postgres');
      const { connectionString, schema } = order;
      return openPostgresStore({ connectionString, schema, timeout: APPEND_TIMEOUT });
    }
    case 'jetstream': {
      const { openJetStreamStore } = await import('@largesse/store-jetstream');
      const { servers, stream } = order;
      // What the cluster says of its other addresses would lead past the proxies.
      const connection = { ignoreClusterUpdates: true };
      return openJetStreamStore({ servers, stream, timeout: APPEND_TIMEOUT, connection });
    }
  }
};
