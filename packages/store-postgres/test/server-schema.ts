import { testServers } from '@largesse/services';
import pg from 'pg';

let made = 0;

/** A schema name that no other test of this run uses. */
export const freshSchema = (): string => `test_${String(process.pid)}_${String((made += 1))}`;

/** Rows of a statement run by a superuser of the shared server, or of another. */
export const asSuperuser = async (
  text: string,
  url: string = testServers().postgresUrl,
): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
};

/** Takes schemas away, and all in them. */
export const dropSchemas = async (schemas: Iterable<string>): Promise<void> => {
  for (const schema of schemas) await asSuperuser(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
};
