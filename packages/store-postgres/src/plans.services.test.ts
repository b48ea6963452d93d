import { ALL, type Query, type Tag } from '@largesse/core';
import { testServers } from '@largesse/services';
import pg from 'pg';
import { asSuperuser, dropSchemas, freshSchema } from '../test/server-schema.js';
import { gift } from '../test/gift.js';
import { appendCall } from './append-call.js';
import { openPostgresStore } from './index.js';
import { lanesOf } from './lanes-of-query.js';
import { LogReader } from './log-reader.js';
import type { Database } from './database.js';

const { postgresUrl: connectionString } = testServers();
const schema = freshSchema();
afterAll(() => dropSchemas([schema]));

const EVENTS = 200_000;

const laneOf = (types: readonly string[], tags: readonly Tag[] = []): string =>
  String(lanesOf({ items: [{ types, tags }] }, []).single[0]);

/**
 * A log of many gifts to one creator, made without the store to be quick; the lanes are those it would have
 * made of groups of a hundred. Analysed, so that the planner knows the worst: one type, one tag, each key but once.
 */
const fill = (): Promise<unknown> =>
  asSuperuser(`
    SET search_path = ${schema};
    INSERT INTO types VALUES ('GiftSent', ${laneOf(['GiftSent'])});
    INSERT INTO events SELECT n, 1, 0, 1, 'GiftSent', '2026-03-01T18:00:00.000Z', 'f' || n, 'p',
      'creator:bea', '{}' FROM generate_series(1, ${String(EVENTS)}) n;
    INSERT INTO lanes SELECT n * 7919, n FROM generate_series(1, ${String(EVENTS)}) n;
    INSERT INTO lanes SELECT lane, n, ARRAY(SELECT generate_series(99, 1, -1))
      FROM generate_series(100, ${String(EVENTS)}, 100) n,
      unnest(ARRAY[${laneOf(['GiftSent'])}, ${laneOf(['GiftSent'], ['creator:bea'])}]) lane;
    ANALYZE`);

test('plans made on an empty log still read by index when it is long: guards, keys, reads of every kind', async () => {
  await (await openPostgresStore({ connectionString, schema })).close();
  const client = new pg.Client(connectionString);
  await client.connect();
  const plans: string[] = [];
  const run = async (): Promise<void> => {
    const query = async ({ text, values }: { text: string; values: readonly unknown[] }) =>
      (await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })).rows;
    // All that the reader asks of a database is `read`.
    const reader = new LogReader({ read: query } as unknown as Database, `"${schema}"`);
    const none: readonly Query[] = [
      { items: [{ types: ['WithdrawalRequested'], tags: ['creator:bea'] }] },
      { items: [{ types: ['GiftSent'], tags: ['creator:bea', 'wallet:ann'] }] },
      { items: [{ tags: ['wallet:none'] }] },
      { items: [{ types: ['PolicyPublished'] }] },
    ];
    const batch = gift(`probe ${String(plans.length)}`, 'ann');
    const conditions = none.map((failIfEventsMatch) => ({ failIfEventsMatch, after: 0 }));
    await client.query('BEGIN');
    const guarded = { ...batch, conditions: [...batch.conditions, ...conditions] };
    const [[, refused] = []] = await query(appendCall(`"${schema}"`, [guarded]));
    expect(refused).toBeNull();
    await query(appendCall(`"${schema}"`, [batch]));
    await client.query('ROLLBACK');
    await reader.head();
    await reader.batches(['probe']);
    for (const asked of none) await reader.pages(asked, 0, EVENTS).next();
    for (const asked of [ALL, { items: [{ types: ['GiftSent'] }] }]) {
      await reader.pages(asked, 0, 10).next();
    }
  };
  try {
    await run();
    await fill();
    await client.query(`LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0;
      SET auto_explain.log_nested_statements = on; SET auto_explain.log_analyze = on`);
    client.on('notice', ({ message = '' }) => plans.push(message));
    await client.query('SET client_min_messages = log');
    await run();
    await client.query('SET client_min_messages = warning');
    // The types of a domain are a few dozens: that small table is read whole.
    const ours = plans.filter(
      (plan) => plan.includes('plan:') && !plan.includes('SELECT type FROM'),
    );
    expect(ours.length).toBeGreaterThan(10);
    expect(ours.filter((plan) => /Seq Scan|Bitmap|Hash Join|Merge Join/.test(plan))).toEqual([]);
    expect(ours.join('\n')).toContain('Index Scan using lanes_pkey');
    // What each statement looked at: none reads more in a node than two rows of a lane hold.
    const rows = ours.flatMap((plan) => [
      ...plan.matchAll(/(?:actual time=\S+ rows=|Rows Removed by Filter: )(\d+)/g),
    ]);
    expect(Math.max(...rows.map(([, count]) => Number(count)))).toBeLessThanOrEqual(200);
  } finally {
    await client.end();
  }
});
