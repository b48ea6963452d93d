import { messageOf } from '@largesse/core';
import { NothingWritten, type Database, type Row, type Statement } from './database.js';

interface Results {
  readonly rows: readonly unknown[];
}

/** What is asked of a PGlite instance: `new PGlite(…)` of `@electric-sql/pglite` is one. */
export interface PgliteClient {
  readonly dataDir?: string | undefined;
  query(text: string, values?: unknown[], options?: { rowMode?: 'array' }): Promise<Results>;
  transaction<A>(work: (transaction: PgliteTransaction) => Promise<A>): Promise<A | undefined>;
  listen(channel: string, wake: (payload: string) => void): Promise<() => Promise<void>>;
}

/** What is asked of its transactions. */
export interface PgliteTransaction {
  exec(text: string, options?: { rowMode?: 'array' }): Promise<readonly Results[]>;
}

// With `rowMode: 'array'` each row is the list of its columns.
const rowsOf = ({ rows }: Results): readonly Row[] => rows as readonly Row[];

/** PostgreSQL in this process. One connection does it all, one statement after the other; the app closes it. */
export const pgliteDatabase = (client: PgliteClient): Database => {
  const { dataDir } = client;
  const inMemory = dataDir === undefined || dataDir === '' || dataDir.startsWith('memory://');
  const name = `PGlite in ${inMemory ? 'memory' : dataDir}`;
  const underWay = new Set<Promise<unknown>>();

  const query = async ({ text, values }: Statement): Promise<readonly Row[]> => {
    const asked = client.query(text, [...values], { rowMode: 'array' });
    underWay.add(asked);
    try {
      return rowsOf(await asked);
    } catch (thrown) {
      throw new Error(`${name}: ${messageOf(thrown)}`, { cause: thrown });
    } finally {
      underWay.delete(asked);
    }
  };

  return {
    name,
    // It is one session.
    check: async () => undefined,
    read: query,
    groupsAtOnce: 1,
    write: (statement) => query(statement).catch(refused),
    transaction: async (work) => {
      const done: { result: Awaited<ReturnType<typeof work>> }[] = [];
      await client.transaction(async (transaction) => {
        const run = async (text: string): Promise<readonly Row[]> => {
          const last = (await transaction.exec(text, { rowMode: 'array' })).at(-1);
          return last === undefined ? [] : rowsOf(last);
        };
        done.push({ result: await work(run) });
      });
      const [first] = done;
      if (first === undefined) throw new Error(`${name} ran no transaction`);
      return first.result;
    },
    listen: (channel, wake) => {
      const listening = client.listen(channel, wake);
      // If the app has closed it, whoever reads is told.
      listening.catch(() => undefined);
      // Whoever waits is woken by looks of its own as well.
      const stop = async () => {
        await (
          await listening
        )();
      };
      return { stop: () => stop().catch(() => undefined) };
    },
    keeps: {
      onDisk: !inMemory,
      note: inMemory
        ? 'PGlite keeps them in the memory of this process only: they are gone when it ends.'
        : 'PGlite runs in this process, and only one process may open its folder at a time.',
    },
    close: async () => {
      await Promise.allSettled(underWay);
    },
  };
};

/** What PostgreSQL itself refused, with a code, had no effect. */
const refused = (thrown: unknown): never => {
  const cause = field(thrown, 'cause');
  if (typeof field(cause, 'code') !== 'string') throw thrown;
  throw new NothingWritten(messageOf(thrown), { cause });
};

// Not `instanceof`: the instance may be from another realm, with an `Error` of its own.
const field = (thrown: unknown, name: string): unknown =>
  typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;
