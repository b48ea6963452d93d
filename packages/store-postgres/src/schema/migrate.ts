import { StoreFailure } from '@largesse/core';
import type { Database, Run } from '../database.js';
import { functions } from '../sql/functions.js';
import { migrations } from '../sql/migrations.js';

/** The version of the schema that this code works with. */
const NEWEST = migrations.length;

/**
 * Brings the store's schema to the version of this code. Of processes that start at once one does it, the others
 * wait. Refuses a schema that newer code made, and an older one if it may not migrate.
 */
export const migrate = async (
  database: Database,
  schema: string,
  allowed: boolean,
): Promise<void> => {
  const { name } = database;
  await database.transaction(async (run) => {
    const before = await versionOf(run, schema);
    if (before === NEWEST) return;
    if (before < NEWEST && !allowed) throw tooOld(name, schema, before);
    // The lock first: by the time it is there, another process may have done it.
    await run(`SELECT pg_advisory_xact_lock(${MIGRATING})`);
    const version = await versionOf(run, schema);
    if (version > NEWEST) throw tooNew(name, schema, version);
    if (version === 0) {
      // Asked first: whoever may use a schema that somebody made for it need not have the right to make one.
      if (!(await isThere(run, schema))) await run(`CREATE SCHEMA ${schema}`);
      await run(VERSIONS(schema));
    }
    await run(`SET LOCAL search_path = ${schema}, pg_temp`);
    for (let next = version; next < NEWEST; next += 1) {
      await run(migrations[next] ?? '');
      await run(`INSERT INTO ${schema}.migrations VALUES (${String(next + 1)})`);
    }
    if (version < NEWEST) await run(functions(schema));
  });
};

/** Any number of our own; all schemas of a database share it. */
const MIGRATING = '7204911';

const VERSIONS = (schema: string): string =>
  `CREATE TABLE ${schema}.migrations (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`;

const isThere = async (run: Run, schema: string): Promise<boolean> => {
  const [[there] = []] = await run(
    `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '${unquoted(schema)}')`,
  );
  return there === true;
};

const versionOf = async (run: Run, schema: string): Promise<number> => {
  // Not `to_regclass`: what it did not find it remembers, through the wait for a lock and longer.
  const [[there] = []] = await run(
    `SELECT EXISTS (SELECT FROM pg_tables WHERE tablename = 'migrations'
      AND schemaname = '${unquoted(schema)}')`,
  );
  if (there !== true) return 0;
  const [[version] = []] = await run(`SELECT coalesce(max(version), 0) FROM ${schema}.migrations`);
  return typeof version === 'number' ? version : 0;
};

/** The name of a quoted schema, for a place between single quotes. */
const unquoted = (schema: string): string =>
  schema.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''");

const tooOld = (name: string, schema: string, version: number): StoreFailure =>
  new StoreFailure(
    version === 0
      ? `There is no store in the schema ${schema} in ${name}: open it once with a role that may make one`
      : `The schema ${schema} in ${name} has version ${String(version)}, this code needs ${String(NEWEST)}: ` +
          'open the store once with a role that may migrate',
  );

const tooNew = (name: string, schema: string, version: number): StoreFailure =>
  new StoreFailure(
    `The schema ${schema} in ${name} has version ${String(version)}, made by newer code; ` +
      `this code knows versions up to ${String(NEWEST)}`,
  );
