import type { ClientConfig } from 'pg';
import pg from 'pg';

/**
 * Where a server is, for messages: host, port and database; never user or password. Throws a `TypeError`, which does
 * not show the address, for a connection string that is none.
 */
export const addressOf = (config: ClientConfig): string => {
  const { host, port, database } = clientOf(config);
  const place = host.startsWith('/') ? host : `${host}:${String(port)}`;
  return `PostgreSQL at ${place}/${database ?? ''}`;
};

const clientOf = (config: ClientConfig): pg.Client => {
  try {
    return new pg.Client(config);
  } catch {
    throw new TypeError(
      'The connection string is of the form postgres://user:password@host:port/database, with a port up to 65535 ' +
        'and odd characters of user and password percent-encoded',
    );
  }
};
