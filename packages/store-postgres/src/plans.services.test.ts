import { ALL, type Query, type Tag } from '@largesse/core';
import { testServers } from '@largesse/services';
import pg from 'pg';
import { gift } from '../test/gift.js';
import { asSuperuser, dropSchemas, freshSchema } from '../test/server-schema.js';
import { appendCall } from './append/append-call.js';
import type { Database, Statement } from './database.js';
import { openPostgresStore } from './index.js';
import { lanesOf } from './read/lanes-of-query.js';
import { LogReader } from './read/log-reader.js';
import { settings } from './server/connection.js';

const { postgresUrl: connectionString } = testServers();
const schemas: string[] = [];
afterAll(() => dropSchemas(schemas));

const EVENTS = 200_000;

const laneOf = (types: readonly string[], tags: readonly Tag[] = []): string =>
  String(lanesOf({ items: [{ types, tags }] }, []).single[0]);

/**
 * A log of many gifts to one creator, made without the store to be quick; the lanes are those it would have
 * made of groups of a hundred.
 */
const fill = (schema: string): Promise<unknown> =>
  asSuperuser(`
    SET search_path = ${schema};
    INSERT INTO types VALUES ('GiftSent', ${laneOf(['GiftSent'])});
    INSERT INTO events SELECT n, 1, 0, 1, 'GiftSent', '2026-03-01T18:00:00.000Z', 'f' || n, 'p',
      'creator:bea', '{}' FROM generate_series(1, ${String(EVENTS)}) n;
    INSERT INTO lanes SELECT n * 7919, n FROM generate_series(1, ${String(EVENTS)}) n;
    INSERT INTO lanes SELECT lane, n, ARRAY(SELECT generate_series(99, 1, -1))
      FROM generate_series(100, ${String(EVENTS)}, 100) n,
      unnest(ARRAY[${laneOf(['GiftSent'])}, ${laneOf(['GiftSent'], ['creator:bea'])}]) lane`);

describe('plans read by index when the log is long: guards, keys, reads of every kind', () => {
  // A plan is kept until a table is analysed. Then the planner knows the worst: one type, one tag, each key but once.
  test.each([
    ['made on an empty log', '', ''],
    ['made on a log that was vacuumed while it was empty', 'VACUUM ANALYZE', ''],
    ['made when the long log was analysed', '', 'ANALYZE'],
  ])('if %s', async (_, before, after) => {
    const schema = freshSchema();
    schemas.push(schema);
    await (await openPostgresStore({ connectionString, schema })).close();
    const each = async (command: string): Promise<void> => {
      for (const table of ['events', 'lanes', 'types', 'snapshots']) {
        if (command !== '') await asSuperuser(`${command} ${schema}.${table}`);
      }
    };
    await each(before);
    const client = new pg.Client(connectionString);
    await client.connect();
    await client.query(settings(60_000));
    const plans: string[] = [];
    const run = async (): Promise<void> => {
      const query = async ({ name, text, values }: Statement) =>
        (await client.query<unknown[]>({ name, text, values: [...values], rowMode: 'array' })).rows;
      // All that the reader asks of a database is `read`.
      const reader = new LogReader({ read: query } as unknown as Database, `"${schema}"`);
      const none: readonly Query[] = [
        { items: [{ types: ['WithdrawalRequested'], tags: ['creator:bea'] }] },
        { items: [{ types: ['GiftSent'], tags: ['creator:bea', 'wallet:ann'] }] },
        { items: [{ tags: ['wallet:none'] }] },
        { items: [{ types: ['PolicyPublished'] }] },
      ];
      // First of all: what was written and rolled back is room that a table has.
      await reader.head();
      await reader.batches(['probe']);
      for (const asked of none) await reader.pages(asked, 0, EVENTS).next();
      for (const asked of [ALL, { items: [{ types: ['GiftSent'] }] }]) {
        await reader.pages(asked, 0, 10).next();
      }
      const batch = gift(`probe ${String(plans.length)}`, 'ann');
      const conditions = none.map((failIfEventsMatch) => ({ failIfEventsMatch, after: 0 }));
      await client.query('BEGIN');
      const guarded = { ...batch, conditions: [...batch.conditions, ...conditions] };
      const [[, refused] = []] = await query(appendCall(`"${schema}"`, [guarded]));
      expect(refused).toBeNull();
      await query(appendCall(`"${schema}"`, [batch]));
      await client.query('ROLLBACK');
    };
    try {
      await run();
      await fill(schema);
      await each(after);
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
});
