import { testServers } from '@largesse/services';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { gift, keysIn, outcomeOf, readAll } from '../test/gift.js';
import { dropSchemas, freshSchema } from '../test/server-schema.js';
import { appendCall } from './append/append-call.js';
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

test.each([
  ['tells clients of everything', '-c client_min_messages=debug5'],
  ['shortens numbers', '-c extra_float_digits=-15'],
  ['takes NULL in a list for a text', '-c array_nulls=off'],
  ['waits for no lock', '-c lock_timeout=1'],
])('an app that %s by default gets the same answers', async (_what, options) => {
  const url = new URL(connectionString);
  url.searchParams.set('options', options);
  const [plain, odd] = await Promise.all([
    openPostgresStore({ connectionString, schema }),
    openPostgresStore({ connectionString: url.href, schema }),
  ]);
  try {
    const keys = Array.from({ length: 12 }, (_, i) => `${options} ${String(i)}`);
    const held = new pg.Client(connectionString);
    await held.connect();
    await held.query('BEGIN');
    const { text, values } = appendCall(`"${schema}"`, [gift(options, options)]);
    await held.query({ text, values: [...values] });
    const outcomes = Promise.all(keys.map((key) => outcomeOf(odd, gift(key, key))));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await held.query('COMMIT');
    await held.end();
    expect(new Set(await outcomes)).toEqual(new Set(['appended']));
    expect(await odd.head()()).toEqual(await plain.head()());
    expect(await odd.lookup(keys[11] ?? '')()).toEqual(await plain.lookup(keys[11] ?? '')());
    expect(await readAll(odd)).toEqual(await readAll(plain));
  } finally {
    await Promise.all([plain.close(), odd.close()]);
  }
});
