import { messageOf } from '@largesse/core';
import { backoff } from '@largesse/store-kit';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { NothingWritten, type Row, type Statement } from '../database.js';
import { Connection, type ConnectionOptions } from './connection.js';

/** Classes of SQLSTATE under which a server ends a connection: its last word may come after a commit. */
const ENDING = ['08', '25P', '57P', '58', 'XX'];

/** A connection that appends. It is made anew, after a growing pause, when the one before was lost. */
export class PgWriter {
  private connection: Connection | undefined;
  private readonly pauses = backoff(50, 2_000);
  private notBefore = 0;
  private busy = false;

  constructor(private readonly options: ConnectionOptions) {}

  /** Whether it waits for an answer: until then it takes no other statement. */
  get isBusy(): boolean {
    return this.busy;
  }

  /** See `Database.write`. */
  async write(statement: Statement): Promise<readonly Row[]> {
    this.busy = true;
    try {
      return await this.send(statement);
    } finally {
      this.busy = false;
    }
  }

  private async send(statement: Statement): Promise<readonly Row[]> {
    const connection = await this.connected();
    connection.takeWarning();
    try {
      const rows = await connection.query(statement);
      // A commit that waits for a standby and is cancelled comes as a success with a warning.
      const warning = connection.takeWarning();
      if (warning === undefined) return rows;
      throw new Error(`${this.options.name} warned: ${warning}`);
    } catch (thrown) {
      if (wasRefused(thrown)) throw new NothingWritten(thrown.message, { cause: thrown });
      connection.drop();
      throw thrown;
    }
  }

  async close(): Promise<void> {
    await this.connection?.close();
  }

  private async connected(): Promise<Connection> {
    if (this.connection?.isLost === false) return this.connection;
    const wait = this.notBefore - performance.now();
    if (wait > 0) await sleep(wait);
    try {
      this.connection = await Connection.open(this.options);
      this.pauses.reset();
      return this.connection;
    } catch (thrown) {
      this.notBefore = performance.now() + this.pauses.next();
      throw new NothingWritten(messageOf(thrown));
    }
  }
}

const wasRefused = (thrown: unknown): thrown is Error =>
  thrown instanceof Error &&
  thrown.cause instanceof pg.DatabaseError &&
  !ENDING.some((start) => codeOf(thrown.cause).startsWith(start));

const codeOf = (cause: unknown): string =>
  cause instanceof pg.DatabaseError ? (cause.code ?? 'XX') : 'XX';
