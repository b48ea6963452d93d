import { testServers } from '@largesse/services';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gift, keysIn, outcomeOf } from '../../test/gift.js';
import { asSuperuser, dropSchemas, freshSchema } from '../../test/server-schema.js';
import { openPostgresStore } from '../index.js';
import { tables } from '../sql/tables.js';
import { hashOf, laneOf } from '../stored/lane.js';

const { postgresUrl: connectionString } = testServers();
const schemas: string[] = [];
/** The SQL of the how-to, for a schema and a role of this test. */
const documented = (schema: string, role: string, password: string): string => {
  const page = readFileSync(join(__dirname, '../../../../docs/how-to/use-postgresql.md'), 'utf8');
  const [, sql = ''] = /```sql\n(.*?)```/s.exec(page) ?? [];
  return sql
    .replaceAll('largesse', schema)
    .replaceAll('shop_app', role)
    .replaceAll('choose-one', password);
};

const versionsOf = async (schema: string): Promise<readonly unknown[]> =>
  (await asSuperuser(`SELECT version FROM ${schema}.migrations ORDER BY 1`)).map(
    (row) => row.version,
  );

const fresh = (): string => {
  const schema = freshSchema();
  schemas.push(schema);
  return schema;
};
afterAll(() => dropSchemas(schemas));

test('stores opened at once make the schema once', async () => {
  const schema = fresh();
  const stores = await Promise.all(
    Array.from({ length: 8 }, () => openPostgresStore({ connectionString, schema })),
  );
  const outcomes = await Promise.all(
    stores.map((store, i) => outcomeOf(store, gift(`k${String(i)}`, `w${String(i)}`))),
  );
  expect(new Set(outcomes)).toEqual(new Set(['appended']));
  await Promise.all(stores.map((store) => store.close()));
  expect(await versionsOf(schema)).toEqual([1, 2, 3]);
});

test('a schema of version 1 is brought up to date, once, with its log: what was in it is guarded, read and repeated as before', async () => {
  const schema = fresh();
  // As the code of version 1 left it, after two gifts one by one.
  const lanes = ['wallet:ann', 'creator:bea', 'live:room'].map((tag) =>
    laneOf(hashOf('GiftSent'), hashOf(tag)),
  );
  const rows = [1, 2].map(
    (n) =>
      `INSERT INTO events VALUES (${String(n)}, 1, 0, 1, 'GiftSent', '2026-03-01T18:00:00.000Z', 'old${String(n)}',
        'fingerprint of old${String(n)}', E'wallet:ann\\ncreator:bea\\nlive:room', '{"coins":"10"}');
      INSERT INTO lanes SELECT lane, ${String(n)} FROM unnest(ARRAY[${[hashOf('GiftSent'), ...lanes].join()}]::bigint[]) lane;`,
  );
  await asSuperuser(`CREATE SCHEMA ${schema}; SET search_path = ${schema};
    CREATE TABLE migrations (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
    INSERT INTO migrations VALUES (1); ${tables} ${rows.join('')}
    INSERT INTO types VALUES ('GiftSent', ${String(hashOf('GiftSent'))});
    CREATE FUNCTION append(a text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1'`);
  await expect(openPostgresStore({ connectionString, schema, migrate: false })).rejects.toThrow(
    /has version 1, this code needs 3/,
  );
  const stores = await Promise.all(
    Array.from({ length: 4 }, () => openPostgresStore({ connectionString, schema })),
  );
  expect(await versionsOf(schema)).toEqual([1, 2, 3]);
  const [store] = stores;
  if (store === undefined) throw new Error('No store was opened');
  expect(await outcomeOf(store, gift('old2', 'ann'))).toBe('repeated');
  expect(await outcomeOf(store, gift('late', 'ann', 1))).toBe('condition_failed');
  // One group, so that its events share rows beside those of one event.
  const keys = ['new1', 'new2', 'new3'];
  await Promise.all(keys.map((key) => outcomeOf(store, gift(key, key))));
  const all = ['old1', 'old2', ...keys];
  expect(await keysIn(store, { items: [{ types: ['GiftSent'] }] })).toEqual(all);
  expect(await keysIn(store, { items: [{ tags: ['creator:bea', 'live:room'] }] })).toEqual(all);
  expect(await keysIn(store, { items: [{ tags: ['wallet:ann'] }] })).toEqual(['old1', 'old2']);
  const [{ count } = {}] = await asSuperuser(
    `SELECT count(*)::integer FROM pg_proc WHERE proname = 'append' AND pronamespace = '${schema}'::regnamespace`,
  );
  expect(count).toBe(1);
  await Promise.all(stores.map((each) => each.close()));
});

test('a schema may have any name, also one that holds what ends the body of a function', async () => {
  const schema = `a$$b "${fresh()}" \\ 'c'`;
  schemas.push(`"${schema.replaceAll('"', '""')}"`);
  for (const outcome of ['appended', 'repeated']) {
    const store = await openPostgresStore({ connectionString, schema });
    expect(await outcomeOf(store, gift('k', 'ann'))).toBe(outcome);
    await store.close();
  }
});

test('a role that may not make a schema uses one that was made for it', async () => {
  const schema = fresh();
  const role = `owner_${schema}`;
  const password = 'only-for-this-test';
  await asSuperuser(`CREATE ROLE ${role} LOGIN PASSWORD '${password}';
    CREATE SCHEMA ${schema} AUTHORIZATION ${role}`);
  const url = new URL(connectionString);
  url.username = role;
  url.password = password;
  try {
    const store = await openPostgresStore({ connectionString: url.href, schema });
    expect(await outcomeOf(store, gift('k', 'ann'))).toBe('appended');
    await store.close();
  } finally {
    await asSuperuser(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  }
});

test('a database that has no form for many texts is refused with the remedy', async () => {
  const database = fresh();
  await asSuperuser(
    `CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`,
  );
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  try {
    await expect(openPostgresStore({ connectionString: url.href })).rejects.toThrow(
      /is in the encoding LATIN1, .* ENCODING 'UTF8'/,
    );
  } finally {
    await asSuperuser(`DROP DATABASE ${database}`);
  }
});

test('a schema that newer code made is refused, and so is one that is not there for who may not make it', async () => {
  const schema = fresh();
  await expect(openPostgresStore({ connectionString, schema, migrate: false })).rejects.toThrow(
    /There is no store in the schema .*: open it once with a role that may make one/,
  );
  await (await openPostgresStore({ connectionString, schema })).close();
  await asSuperuser(`INSERT INTO ${schema}.migrations VALUES (99)`);
  await expect(openPostgresStore({ connectionString, schema })).rejects.toThrow(
    /has version 99, made by newer code; this code knows versions up to 3/,
  );
});

test('a role that may only append and read can do all that the store does, and nothing else', async () => {
  const schema = fresh();
  await (await openPostgresStore({ connectionString, schema })).close();
  const role = `app_${schema}`;
  const password = 'only-for-this-test';
  await asSuperuser(documented(schema, role, password));
  const url = new URL(connectionString);
  url.username = role;
  url.password = password;
  try {
    const store = await openPostgresStore({ connectionString: url.href, schema, migrate: false });
    expect(await outcomeOf(store, gift('one', 'ann'))).toBe('appended');
    expect(await outcomeOf(store, gift('one', 'ann'))).toBe('repeated');
    expect(await outcomeOf(store, gift('two', 'ann'))).toBe('condition_failed');
    const saved = store.snapshots?.save('ann', { schema: 's', position: 1, state: '{}' });
    expect(await saved?.()).toMatchObject({ _tag: 'Right' });
    expect(await store.snapshots?.load('ann')()).toMatchObject({
      right: { value: { position: 1 } },
    });
    expect(await store.size?.()()).toMatchObject({ right: { events: 1 } });
    await store.close();
    for (const forbidden of [
      `DELETE FROM ${schema}.events`,
      `UPDATE ${schema}.events SET data = '{}'`,
      `INSERT INTO ${schema}.lanes VALUES (1, 1)`,
      `TRUNCATE ${schema}.events`,
      `CREATE TABLE ${schema}.mine ()`,
    ]) {
      await expect(asSuperuser(forbidden, url.href)).rejects.toThrow(/permission denied/);
    }
  } finally {
    await asSuperuser(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});
