import type { EventStore } from '@largesse/core';
import { openJetStreamStore } from '@largesse/store-jetstream';
import { openPostgresStore } from '@largesse/store-postgres';
import { openSqliteStore, type SqliteDriver } from '@largesse/store-sqlite';
import Database from 'libsql';

/** How a process of the tool opens the log of a case; JSON, so that it can be handed over. */
export type StoreOrder =
  | { readonly adapter: 'sqlite'; readonly path: string }
  | { readonly adapter: 'postgres'; readonly connectionString: string; readonly schema: string }
  | { readonly adapter: 'jetstream'; readonly servers: string; readonly stream: string };

/** How long an append of a server's adapter may take, in milliseconds: shorter than a fault lasts. */
export const APPEND_TIMEOUT = 2_000;

const libsql: SqliteDriver = (path) => new Database(path);

/** Opens the log; rejects while its server is away. `watched` stands between the store and SQLite. */
export const openStore = (
  order: StoreOrder,
  watched: (driver: SqliteDriver) => SqliteDriver = (driver) => driver,
): Promise<EventStore> => {
  switch (order.adapter) {
    case 'sqlite':
      return openSqliteStore({ driver: watched(libsql), path: order.path });
    case 'postgres': {
      const { connectionString, schema } = order;
      return openPostgresStore({ connectionString, schema, timeout: APPEND_TIMEOUT });
    }
    case 'jetstream': {
      const { servers, stream } = order;
      // What the cluster says of its other addresses would lead past the proxies.
      const connection = { ignoreClusterUpdates: true };
      return openJetStreamStore({ servers, stream, timeout: APPEND_TIMEOUT, connection });
    }
  }
};
