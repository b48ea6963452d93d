import type { ClientConfig } from 'pg';
import type { Database, Row } from '../database.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { pgListener } from './pg-listener.js';
import { PgReaders } from './pg-readers.js';
import { PgWriter } from './pg-writer.js';
import { addressOf } from './server-address.js';
import { checkSessions } from './sessions.js';

/**
 * A server, over two connections that append in turn (one sends while the server works for the other), a few that
 * read, and one that listens while somebody follows.
 */
export const pgDatabase = (config: ClientConfig, timeout: number, readers: number): Database => {
  const name = addressOf(config);
  const options: ConnectionOptions = { config, name, timeout };
  const first = new PgWriter(options);
  const writers = [first, new PgWriter(options)];
  const pool = new PgReaders(options, readers);
  return {
    name,
    check: () =>
      pool.use((connection) =>
        checkSessions(
          name,
          (text) => connection.run(text),
          (work) => inTransaction(options, work),
        ),
      ),
    read: (statement) => pool.use((connection) => connection.query(statement)),
    groupsAtOnce: writers.length,
    write: (statement) => (writers.find(({ isBusy }) => !isBusy) ?? first).write(statement),
    transaction: (work) => inTransaction(options, work),
    listen: (channel, wake) => pgListener(options, channel, wake),
    keeps: { onDisk: true },
    close: async () => {
      await Promise.all([...writers.map((writer) => writer.close()), pool.close()]);
    },
  };
};

/** On a connection of its own, closed afterwards: what it set ends with it. */
const inTransaction = async <A>(
  options: ConnectionOptions,
  work: (run: (text: string) => Promise<readonly Row[]>) => Promise<A>,
): Promise<A> => {
  const connection = await Connection.open(options);
  try {
    await connection.run('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work((text) => connection.run(text));
    await connection.run('COMMIT');
    return result;
  } finally {
    await connection.close();
  }
};
