import { testServers } from '@largesse/services';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gift, outcomeOf } from '../test/gift.js';
import { asSuperuser, dropSchemas, freshSchema } from '../test/server-schema.js';
import { openPostgresStore } from './index.js';

const { postgresUrl: connectionString } = testServers();
const schemas: string[] = [];
/** The SQL of the how-to, for a schema and a role of this test. */
const documented = (schema: string, role: string, password: string): string => {
  const page = readFileSync(join(__dirname, '../../../docs/how-to/use-postgresql.md'), 'utf8');
  const [, sql = ''] = /```sql\n(.*?)```/s.exec(page) ?? [];
  return sql
    .replaceAll('largesse', schema)
    .replaceAll('shop_app', role)
    .replaceAll('choose-one', password);
};

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
  expect(await asSuperuser(`SELECT version FROM ${schema}.migrations`)).toEqual([{ version: 1 }]);
});

test('a schema that newer code made is refused, and so is one that is not there for who may not make it', async () => {
  const schema = fresh();
  await expect(openPostgresStore({ connectionString, schema, migrate: false })).rejects.toThrow(
    /has version 0, this code needs 1/,
  );
  await (await openPostgresStore({ connectionString, schema })).close();
  await asSuperuser(`INSERT INTO ${schema}.migrations VALUES (99)`);
  await expect(openPostgresStore({ connectionString, schema })).rejects.toThrow(
    /has version 99, made by newer code; this code knows versions up to 1/,
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
