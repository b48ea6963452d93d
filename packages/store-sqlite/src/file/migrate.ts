import { StoreFailure } from '@largesse/core';
import type { Connection } from '../driver/connection.js';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './schema.js';

/** Throws a `StoreFailure` for a file of something else or of a later version. Only reads, in a transaction. */
export const refuseForeign = (connection: Connection, path: string): void => {
  const application = Number(connection.pragma('application_id'));
  const version = Number(connection.pragma('user_version'));
  const { count } = connection.get('SELECT count(*) AS count FROM sqlite_schema') ?? {};
  const isNew = application === 0 && version === 0 && Number(count) === 0;
  if (application !== APPLICATION_ID && !isNew) {
    throw new StoreFailure(`${path} is an SQLite file of something else, not a log of Largesse`);
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreFailure(
      `${path} was written by a later version of Largesse: its schema is ${String(version)}, ` +
        `this one knows ${String(SCHEMA_VERSION)}`,
    );
  }
};

/**
 * Brings a file to the schema of this code, in one transaction: of processes that open a new file at once
 * one makes it and the others find it made.
 */
export const migrate = (connection: Connection, path: string): void => {
  if (Number(connection.pragma('user_version')) === SCHEMA_VERSION) return;
  connection.transaction(() => {
    refuseForeign(connection, path);
    const version = Number(connection.pragma('user_version'));
    for (const script of MIGRATIONS.slice(version)) connection.exec(script);
    connection.exec(`PRAGMA application_id = ${String(APPLICATION_ID)}`);
    connection.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION)}`);
  });
};
