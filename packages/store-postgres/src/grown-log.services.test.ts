import { testServers } from '@largesse/services';
import { either as E } from 'fp-ts';
import { gift, outcomeOf } from '../test/gift.js';
import { asSuperuser, dropSchemas, freshSchema } from '../test/server-schema.js';
import { openPostgresStore } from './index.js';

const { postgresUrl: connectionString } = testServers();
const schema = freshSchema();
afterAll(() => dropSchemas([schema]));

const EVENTS = 100_000;

/** A long log and many snapshots, made without the store to be quick; of what is in them nothing is asked. */
const fill = (): Promise<unknown> =>
  asSuperuser(`
    SET search_path = ${schema};
    INSERT INTO events SELECT n, 1, 0, 1, 'GiftSent', '2026-03-01T18:00:00.000Z', 'f' || n, 'p',
      'creator:bea', '{}' FROM generate_series(2, ${String(EVENTS)}) n;
    INSERT INTO snapshots SELECT 'wallet ' || n, 's', n, '{}' FROM generate_series(1, ${String(EVENTS)}) n`);

/** How many entries of tables and indexes were read in all; a session tells when it ends. */
const lookedAt = async (): Promise<number> => {
  const [{ seen } = {}] = await asSuperuser(
    `SELECT ((SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = '${schema}') +
      (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = '${schema}'))::integer AS seen`,
  );
  return Number(seen);
};

test('a store whose log was vacuumed while it was empty reads little of it when it has grown', async () => {
  await (await openPostgresStore({ connectionString, schema })).close();
  await asSuperuser(`VACUUM ${schema}.events, ${schema}.lanes, ${schema}.snapshots`);
  const store = await openPostgresStore({ connectionString, schema, readers: 1 });
  const ask = async (): Promise<void> => {
    expect(await store.head()()).toMatchObject({ _tag: 'Right' });
    expect(await store.size?.()()).toMatchObject({ _tag: 'Right' });
    expect(await store.lookup('none')()).toMatchObject({ _tag: 'Right' });
    expect(await store.snapshots?.load('none')()).toMatchObject({ _tag: 'Right' });
  };
  await ask();
  expect(await outcomeOf(store, gift('first', 'ann'))).toBe('appended');
  await fill();
  await ask();
  expect(await outcomeOf(store, gift('last', 'bob'))).toBe('appended');
  expect(await store.head()()).toEqual(E.right(EVENTS + 1));
  await store.close();
  // What is told by a session that ended may come a moment later.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const seen = await lookedAt();
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThan(200);
});
