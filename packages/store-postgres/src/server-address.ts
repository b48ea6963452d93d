import type { ClientConfig } from 'pg';
import pg from 'pg';

/** Where a server is, for messages: host, port and database; never user or password. */
export const addressOf = (config: ClientConfig): string => {
  const { host, port, database } = new pg.Client(config);
  const place = host.startsWith('/') ? host : `${host}:${String(port)}`;
  return `PostgreSQL at ${place}/${database ?? ''}`;
};
