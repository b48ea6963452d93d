import { testServers } from '@largesse/services';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { gift, keysIn, outcomeOf, readAll } from '../test/gift.js';
import { dropSchemas, freshSchema } from '../test/server-schema.js';
import { appendCall } from './append-call.js';
import { openPostgresStore } from './index.js';

const { postgresUrl: connectionString } = testServers();
const schema = freshSchema();
afterAll(() => dropSchemas([schema]));

test('while an append is held open, others wait, readers see nothing of either, and then each sees what came before', async () => {
  const store = await openPostgresStore({ connectionString, schema });
  const held = new pg.Client(connectionString);
  await held.connect();
  try {
    await held.query('BEGIN');
    const { text, values } = appendCall(`"${schema}"`, [gift('held', 'ann')]);
    await held.query({ text, values: [...values] });

    // Guarded by the wallet of the one that is held, and one that is not.
    const ended: string[] = [];
    const guarded = outcomeOf(store, gift('guarded', 'ann')).finally(() => ended.push('guarded'));
    const free = outcomeOf(store, gift('free', 'cid')).finally(() => ended.push('free'));
    await sleep(500);
    expect(ended).toEqual([]);
    expect(await readAll(store)).toEqual([]);

    await held.query('COMMIT');
    // Taken before the wait, its look would not show the gift that was held.
    expect(await guarded).toBe('condition_failed');
    expect(await free).toBe('appended');
    const log = await readAll(store);
    expect(log.map(({ position, batch }) => [position, batch.key])).toEqual([
      [1, 'held'],
      [2, 'free'],
    ]);
  } finally {
    await held.end();
    await store.close();
  }
});

test('an append that is rolled back leaves no gap, and its key and position to the next', async () => {
  const store = await openPostgresStore({ connectionString, schema });
  const held = new pg.Client(connectionString);
  await held.connect();
  try {
    await held.query('BEGIN');
    const { text, values } = appendCall(`"${schema}"`, [gift('undone', 'dan')]);
    await held.query({ text, values: [...values] });
    const next = outcomeOf(store, gift('undone', 'dan'));
    await held.query('ROLLBACK');
    expect(await next).toBe('appended');
    expect(await keysIn(store)).toEqual(['held', 'free', 'undone']);
  } finally {
    await held.end();
    await store.close();
  }
});

test('an app that made serializable the default and commits asynchronously weakens nothing', async () => {
  const url = new URL(connectionString);
  url.searchParams.set(
    'options',
    '-c default_transaction_isolation=serializable -c synchronous_commit=off',
  );
  const store = await openPostgresStore({ connectionString: url.href, schema });
  try {
    expect(await outcomeOf(store, gift('strict', 'eve'))).toBe('appended');
    expect(store.durability().notes.join(' ')).toContain('raised to on for each append');
  } finally {
    await store.close();
  }
});
