import { messageOf } from '@largesse/core';
import { within, withoutSecrets } from '@largesse/store-kit';
import type { ClientConfig } from 'pg';
import pg from 'pg';
import type { Row, Statement } from '../database.js';

/** How a connection is made. */
export interface ConnectionOptions {
  readonly config: ClientConfig;
  /** What messages call the server. */
  readonly name: string;
  /** For how many milliseconds a statement, or the making of a connection, may take. */
  readonly timeout: number;
}

/** One connection to a server, which is thrown away after the first fault. */
export class Connection {
  private warning: string | undefined;
  private lost = false;

  private constructor(
    private readonly client: pg.Client,
    private readonly options: ConnectionOptions,
  ) {}

  /** Connects. The server ends statements a little before `timeout`, so that it is the one to say what became of them. */
  static async open(options: ConnectionOptions): Promise<Connection> {
    const { config, name, timeout } = options;
    const client = new pg.Client({
      keepAlive: true,
      ...config,
      application_name: config.application_name ?? 'largesse',
    });
    const connection = new Connection(client, options);
    client.on('error', connection.drop);
    client.on('end', connection.drop);
    client.on('notice', ({ severity, message }) => {
      if (severity !== 'NOTICE' && severity !== 'INFO') connection.warning = message;
    });
    try {
      await within(timeout, name, client.connect());
      await within(timeout, name, client.query(settings(timeout)));
      return connection;
    } catch (thrown) {
      connection.drop();
      throw connection.named(thrown);
    }
  }

  get isLost(): boolean {
    return this.lost;
  }

  /** What the server warned of since the last call; for one, that it gave up waiting for a standby. */
  takeWarning(): string | undefined {
    const { warning } = this;
    this.warning = undefined;
    return warning;
  }

  /** Rejects with an error that names the server; where the server said it, with its error as the cause. */
  async query({ name, text, values }: Statement): Promise<readonly Row[]> {
    const { timeout } = this.options;
    try {
      const asked = this.client.query<unknown[]>({
        ...{ name, text, values: [...values], rowMode: 'array' },
      });
      return (await within(timeout, 'The server', asked)).rows;
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) this.drop();
      throw this.named(thrown);
    }
  }

  /** One or several statements; rows of the last. */
  async run(text: string): Promise<readonly Row[]> {
    try {
      const asked = this.client.query<unknown[]>({ text, rowMode: 'array' });
      const results: unknown = await within(this.options.timeout, 'The server', asked);
      // Of several statements `pg` answers a list, which its types do not say.
      const last = (Array.isArray(results) ? results.at(-1) : results) as { rows: readonly Row[] };
      return last.rows;
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) this.drop();
      throw this.named(thrown);
    }
  }

  /** Calls a function on each notification, and once when the connection is lost. */
  onNews(wake: () => void): void {
    this.client.on('notification', wake);
    this.client.once('end', wake);
  }

  /** Ends it in order, or after a second without. */
  async close(): Promise<void> {
    if (this.lost) return;
    await within(1_000, 'The server', this.client.end()).catch(() => undefined);
    this.drop();
  }

  /** Lets go of the socket at once, whatever is under way. */
  readonly drop = (): void => {
    if (this.lost) return;
    this.lost = true;
    // The stream of a client is there from its making; its types do not show it.
    const { connection } = this.client as unknown as {
      connection: { stream: { destroy: () => void } };
    };
    connection.stream.destroy();
  };

  private named(thrown: unknown): Error {
    return new Error(`${this.options.name}: ${withoutSecrets(messagesOf(thrown))}`, {
      cause: thrown,
    });
  }
}

/**
 * What is set on each connection, whatever a role, a database or a connection string set. Without scans: a plan made on a table
 * that was empty when it was vacuumed would be one, and be kept when the table has grown to millions. Warnings must come, and
 * nothing less: one says that a commit did not wait for its standby, see `PgWriter`. Positions come as texts of
 * all their digits, lists with NULL in them are such, and the lock of an append is waited for as long as an answer is.
 */
export const settings = (timeout: number): string =>
  `SET enable_seqscan = off;
   SET jit = off;
   SET client_min_messages = warning;
   SET extra_float_digits = 1;
   SET array_nulls = on;
   SET lock_timeout = 0;
   SET statement_timeout = ${String(Math.ceil(timeout * 0.8))};
   SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED`;

const messagesOf = (thrown: unknown): string => {
  // Of a host with several addresses, each with an error of its own.
  if (thrown instanceof AggregateError) return thrown.errors.map(messagesOf).join(', ');
  return messageOf(thrown);
};
