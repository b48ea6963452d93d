import { StoreFailure, type EventStore } from '@largesse/core';
import type { ClientConfig } from 'pg';
import type { Database } from './database.js';
import { probe } from './durability.js';
import { pgliteDatabase, type PgliteClient } from './pglite-database.js';
import { migrate } from './schema/migrate.js';
import { quotedName } from './schema/quoted-name.js';
import { pgDatabase } from './server/pg-database.js';
import { sqlStore } from './sql-store.js';

/** What may be said of a store wherever its database runs. */
export interface SchemaOptions {
  /** The schema that holds the log; several in one database are several logs. `largesse` if absent. */
  readonly schema?: string;
  /** Whether the schema is made or brought up to date if need be. True if absent; false for a role that may not. */
  readonly migrate?: boolean;
  /** How often followers look by themselves, should a notification be lost; milliseconds, 1,000 if absent. */
  readonly pollEvery?: number;
  /** How many appends may wait at once before the next are told `store_unavailable`; 10,000 if absent. */
  readonly maxWaiting?: number;
}

/** Where a server is, and how it is used. */
export interface PostgresOptions extends SchemaOptions {
  /** `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=…` */
  readonly connectionString?: string;
  /** What the `pg` library takes besides or instead: host, user, a function for the password, TLS. */
  readonly connection?: ClientConfig;
  /** How many milliseconds an answer may take before the outcome is unknown; 10,000 if absent. */
  readonly timeout?: number;
  /** How many connections read at once, beside the two that append; 4 if absent. */
  readonly readers?: number;
}

/**
 * Opens the event store in a schema of a PostgreSQL server, 14 or newer. Rejects with a `StoreFailure` that names the
 * server, never the password, if that cannot be reached or used, and with a `TypeError` for an
 * impossible schema name.
 */
export const openPostgresStore = (options: PostgresOptions): Promise<EventStore> => {
  const { connectionString, connection = {}, timeout = 10_000, readers = 4 } = options;
  const config = connectionString === undefined ? connection : { ...connection, connectionString };
  return open(() => pgDatabase(config, timeout, readers), options);
};

/** Opens the event store in a schema of a PGlite instance, which stays the app's: closing the store leaves it open. */
export const openPgliteStore = (
  client: PgliteClient,
  options: SchemaOptions = {},
): Promise<EventStore> => open(() => pgliteDatabase(client), options);

const open = async (connect: () => Database, options: SchemaOptions): Promise<EventStore> => {
  const { pollEvery = 1_000, maxWaiting = 10_000 } = options;
  const schema = quotedName(options.schema ?? 'largesse');
  const database = connect();
  try {
    await database.check();
    const durability = await probe(database);
    await migrate(database, schema, options.migrate ?? true);
    return sqlStore({ database, schema, durability, pollEvery, maxWaiting });
  } catch (thrown) {
    await database.close();
    if (thrown instanceof StoreFailure || !(thrown instanceof Error)) throw thrown;
    throw new StoreFailure(thrown.message, { cause: thrown });
  }
};
