import type { Query } from '@largesse/core';
import { temporaryFiles } from '../test/folder.js';
import { batch, event, openFile, openRaw, readAll } from '../test/read-all.js';
import { connect } from '../test/driver.js';
import type { SqliteDriver } from './index.js';
import { SQL } from './statements.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

test('no statement scans a table: each finds its rows by a key', async () => {
  const path = file();
  const store = await openFile(path);
  const raw = openRaw(path);
  for (const [name, sql] of Object.entries(SQL)) {
    const marks = sql.match(/\?/g)?.length ?? 0;
    const plan = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array<number>(marks).fill(1));
    for (const { detail } of plan as readonly { readonly detail: string }[]) {
      expect(`${name}: ${detail}`).not.toMatch(/SCAN (?:event|lane|run|batch|snapshot)\b/);
    }
  }
  raw.close();
  await store.close();
});

/** The driver, counting the rows that it hands out. */
const counting = (): { driver: SqliteDriver; rows: () => number } => {
  let count = 0;
  return {
    driver: (path) => {
      const database = connect(path);
      return {
        exec: (sql) => database.exec(sql),
        close: () => database.close(),
        prepare: (sql) => {
          const statement = database.prepare(sql);
          return {
            run: (...values) => statement.run(...values),
            get: (...values) => {
              count += 1;
              return statement.get(...values);
            },
            all: (...values) => {
              const found = statement.all(...values);
              count += found.length;
              return found;
            },
          };
        },
      };
    },
    rows: () => count,
  };
};

test('a page of a list is found without walking to its end and sorting it', async () => {
  const path = file();
  const store = await openFile(path);
  const raw = openRaw(path);
  for (const sql of [SQL.ofTag, SQL.range]) {
    const marks = sql.match(/\?/g)?.length ?? 0;
    const plan = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array<number>(marks).fill(1));
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  }
  raw.close();
  await store.close();
});

describe('in a log of 6,000 gifts to one creator, with three withdrawals', () => {
  const path = file();

  beforeAll(async () => {
    const store = await openFile(path, { indexEvery: 1_000 });
    const gifts = Array.from({ length: 60 }, (_, n) =>
      store.append(
        batch(
          String(n),
          event(n % 20 === 0 ? 'WithdrawalRequested' : 'Other', 'creator:bea'),
          ...Array.from({ length: 100 }, (__, m) =>
            event('GiftSent', `wallet:${String(n)}-${String(m % 50)}`, 'creator:bea'),
          ),
        ),
      )(),
    );
    await Promise.all(gifts);
    await store.close();
  });

  const rows: readonly (readonly [string, Query, number])[] = [
    ['her withdrawals', { items: [{ types: ['WithdrawalRequested'], tags: ['creator:bea'] }] }, 3],
    ['all withdrawals', { items: [{ types: ['WithdrawalRequested'] }] }, 3],
    ['the gifts of a wallet', { items: [{ tags: ['wallet:3-7'] }] }, 2],
    ['a wallet and she', { items: [{ tags: ['creator:bea', 'wallet:3-7'] }] }, 2],
    ['two wallets', { items: [{ tags: ['wallet:3-7'] }, { tags: ['wallet:4-7'] }] }, 4],
    ['a wallet that is not there', { items: [{ tags: ['wallet:none'] }] }, 0],
  ];
  it.each(rows)('%s cost what they are, not the length of the log', async (_, query, count) => {
    const { driver, rows: read } = counting();
    const store = await openFile(path, { driver });
    // The first look brings what the index does not have into memory.
    await store.head()();
    const before = read();
    expect(await readAll(store, query)).toHaveLength(count);
    expect(read() - before).toBeLessThan(20 + 10 * count);
    await store.close();
  });

  it('the first page of a long list costs little more than that page', async () => {
    const { driver, rows: read } = counting();
    const store = await openFile(path, { driver });
    await store.head()();
    const before = read();
    for await (const events of store.read({
      items: [{ types: ['GiftSent'], tags: ['creator:bea'] }],
    })) {
      expect(events).toHaveLength(1_000);
      break;
    }
    expect(read() - before).toBeLessThan(1_100);
    await store.close();
  });

  it('a guard costs a few looks', async () => {
    const { driver, rows: read } = counting();
    const store = await openFile(path, { driver });
    await store.head()();
    const before = read();
    const [, failIfEventsMatch = 'all'] = rows[0] ?? [];
    const guarded = {
      ...batch('key', event('A')),
      conditions: [{ failIfEventsMatch, after: 5_000 }],
    };
    expect(await store.append(guarded)()).toMatchObject({ _tag: 'Right' });
    const refused = {
      ...batch('next', event('A')),
      conditions: [{ failIfEventsMatch, after: 100 }],
    };
    expect(await store.append(refused)()).toMatchObject({ left: { code: 'condition_failed' } });
    expect(read() - before).toBeLessThan(20);
    await store.close();
  });
});

it('keeps its memory short: what is in the index is forgotten', async () => {
  const path = file();
  const store = await openFile(path, { indexEvery: 10 });
  for (let n = 0; n < 50; n += 1) await store.append(batch(String(n), event('A', 'wallet:ann')))();
  await store.close();
  const raw = openRaw(path);
  const { indexed } = raw.prepare('SELECT indexed FROM progress').get() as { indexed: number };
  raw.close();
  expect(indexed).toBeGreaterThanOrEqual(40);
});
