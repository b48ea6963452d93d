import { matches, type Batch, type EventStore, type Json, type Query } from '@largesse/core';
import { describeEventStore } from '@largesse/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { gift, keysIn, outcomeOf, readAll } from '../test/gift.js';
import { loadPglite } from '../test/load-pglite.js';
import { runExample } from '../test/run-example.js';
import { GroupAppend } from './append/append-group.js';
import { openPgliteStore, type PgliteClient } from './index.js';
import { pgliteDatabase } from './pglite-database.js';
import { LogReader } from './read/log-reader.js';
import { hashOf, laneOf } from './stored/lane.js';

// One instance for all: its start takes a second or two, a schema a few hundredths.
const loaded = loadPglite().then(({ PGlite }) => new PGlite());
beforeAll(() => loaded, 120_000);
afterAll(async () => {
  const client = await loaded;
  if (!client.closed) await client.close();
});

let made = 0;
const schemas = new WeakMap<EventStore, string>();

const openIn = async (schema: string): Promise<EventStore> => {
  const client: PgliteClient = await loaded;
  const store = await openPgliteStore(client, { schema, pollEvery: 200 });
  schemas.set(store, schema);
  return store;
};

const again = (store: EventStore) => openIn(schemas.get(store) ?? '');

describeEventStore(
  'The PostgreSQL store in PGlite',
  {
    open: () => openIn(`log_${String((made += 1))}`),
    another: again,
    reopen: async (store) => {
      await store.close();
      return again(store);
    },
  },
  { describe, it },
);

describe('The PostgreSQL store in PGlite', () => {
  it('keeps and finds names that no index entry holds, and characters that PostgreSQL lacks', async () => {
    const store = await openIn('log_odd');
    const long = 'x'.repeat(10_000);
    const names = [
      long,
      `${long}y`,
      'nul\0',
      'nul\\u0000',
      '\ud83c',
      '\udf81',
      '\ufffd',
      '{a,"b"}',
      'NULL',
      '',
    ];
    for (const name of names) {
      expect(await outcomeOf(store, gift(`key ${name}`, name))).toBe('appended');
    }
    for (const name of names) {
      expect(await outcomeOf(store, gift(`key ${name}`, name))).toBe('repeated');
      expect(await outcomeOf(store, gift(`other ${name}`, name))).toBe('condition_failed');
    }
    expect(await keysIn(store)).toEqual(names.map((name) => `key ${name}`));
    expect((await readAll(store)).map(({ tags }) => tags[0])).toEqual(
      names.map((name) => `wallet:${name}`),
    );
    await store.close();
  });

  it('judges each of a group by a guard that all of them share', async () => {
    const store = await openIn('log_common');
    const [event] = gift('policy', '').events;
    const policy = { ...event, type: 'PolicyPublished', tags: [] };
    expect(await outcomeOf(store, { ...gift('policy', 'none'), events: [policy] })).toBe(
      'appended',
    );
    // Odd ones know the policy, even ones do not: two guards, of which one fails for all that share it.
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        outcomeOf(store, gift(`k${String(i)}`, `w${String(i)}`, i % 2)),
      ),
    );
    expect(outcomes).toEqual(
      outcomes.map((_, i) => (i % 2 === 0 ? 'condition_failed' : 'appended')),
    );
    // And one that comes about within the group: what was appended as the first is in the way of those behind.
    const raced = await Promise.all([
      outcomeOf(store, { ...gift('newer', 'none', 31), events: [policy] }),
      ...Array.from({ length: 20 }, (_, i) =>
        outcomeOf(store, gift(`r${String(i)}`, `v${String(i)}`, 31)),
      ),
    ]);
    expect(raced).toEqual(raced.map((_, i) => (i === 0 ? 'appended' : 'condition_failed')));
    await store.close();
  });

  it('takes two names with one lane number apart: neither guards nor reads confuse them', async () => {
    const store = await openIn('log_lanes');
    expect(await outcomeOf(store, gift('one', 'ann'))).toBe('appended');
    // As if the lanes of two wallets had one number: the event of one stands under the other's as well.
    const lane = laneOf(hashOf('GiftSent'), hashOf('wallet:bob'));
    await (await loaded).query('INSERT INTO log_lanes.lanes VALUES ($1, 1)', [lane]);
    const query = { items: [{ types: ['GiftSent'], tags: ['wallet:bob'] as const }] };
    for await (const page of store.read(query)) expect(page).toEqual([]);
    expect(await outcomeOf(store, gift('two', 'bob'))).toBe('appended');
    expect(await outcomeOf(store, gift('three', 'bob'))).toBe('condition_failed');
    // Bob's event as the last of a row of Ann's lane, where hers is another of the row.
    const anns = laneOf(hashOf('GiftSent'), hashOf('wallet:ann'));
    await (
      await loaded
    ).query("UPDATE log_lanes.lanes SET position = 2, before = '{1}' WHERE lane = $1", [anns]);
    expect(await outcomeOf(store, gift('four', 'ann'))).toBe('condition_failed');
    expect(await keysIn(store, { items: [{ types: ['GiftSent'], tags: ['wallet:ann'] }] })).toEqual(
      ['one'],
    );
    expect(await outcomeOf(store, gift('five', 'ann', 1))).toBe('appended');
    await store.close();
  });

  it('finds each of the events that share a row of a lane, after any position, also where some of a group were refused', async () => {
    const store = await openIn('log_shared');
    // Some 250 in one group: rows of a hundred and less, of one lane or of two that alternate.
    const batches = Array.from({ length: 250 }, (_, i) =>
      gift(`k${String(i)}`, `w${String(i)}`, 0, i % 3 === 0 ? 'cid' : 'bea'),
    );
    // A tenth of them was there before; of another tenth the guard fails.
    for (const [i, batch] of batches.entries()) {
      if (i % 10 === 4) expect(await outcomeOf(store, batch)).toBe('appended');
      if (i % 10 === 7) await outcomeOf(store, gift(`first ${String(i)}`, `w${String(i)}`));
    }
    const outcomes = await Promise.all(batches.map((batch) => outcomeOf(store, batch)));
    expect(outcomes).toEqual(
      batches.map((_, i) =>
        i % 10 === 4 ? 'repeated' : i % 10 === 7 ? 'condition_failed' : 'appended',
      ),
    );
    // And a group of which all come in.
    const more = Array.from({ length: 1_250 }, (_, i) =>
      gift(`m${String(i)}`, `v${String(i)}`, 50),
    );
    await Promise.all(more.map((batch) => outcomeOf(store, batch)));
    const { rows } = await (
      await loaded
    ).query(`SELECT count(*) FILTER (WHERE cardinality(before) > 50) > 0 AS shared,
      bool_and(before = ARRAY(SELECT b FROM unnest(before) b ORDER BY b DESC)) AS ordered
      FROM log_shared.lanes WHERE before IS NOT NULL`);
    expect(rows).toEqual([{ shared: true, ordered: true }]);

    const log = await readAll(store);
    expect(log.map(({ position }) => position)).toEqual(log.map((_, i) => i + 1));
    const queries: readonly Query[] = [
      { items: [{ types: ['GiftSent'] }] },
      { items: [{ types: ['GiftSent'], tags: ['creator:cid'] }] },
      { items: [{ tags: ['creator:bea', 'live:room'] }] },
      { items: [{ tags: ['wallet:w8', 'creator:bea'] }] },
    ];
    const positions = async (query: Query, after: number, upTo: number): Promise<number[]> => {
      const found: number[] = [];
      for await (const page of store.read(query, { after, upTo })) {
        found.push(...page.map(({ position }) => position));
      }
      return found;
    };
    let probes = 0;
    for (const query of queries) {
      const all = log.filter((event) => matches(query, event)).map(({ position }) => position);
      for (let after = 0; after <= log.length; after += 117) {
        const upTo = after + 1 + ((after * 7) % 150);
        expect(await positions(query, after, upTo)).toEqual(
          all.filter((place) => place > after && place <= upTo),
        );
        const key = `probe ${String((probes += 1))}`;
        const guarded = { ...gift(key, key), conditions: [{ failIfEventsMatch: query, after }] };
        const isLater = all.some((place) => place > after);
        // Of its own lanes only, so that the log stays as it is for the queries.
        const [event] = guarded.events;
        const elsewhere: Batch = {
          ...guarded,
          events: [{ ...event, type: 'Probe', tags: [`probe:${key}`] }],
        };
        const outcome = await outcomeOf(store, elsewhere);
        expect([key, outcome]).toEqual([key, isLater ? 'condition_failed' : 'appended']);
      }
      // More than a page, from within a row on.
      expect(await positions(query, 77, log.length)).toEqual(all.filter((place) => place > 77));
    }
    await store.close();
  });

  it('refuses a version that is none, and one batch that the server refuses takes no other with it', async () => {
    const store = await openIn('log_refused');
    const [event] = gift('bad', 'ann').events;
    const bad: Batch = { ...gift('bad', 'ann'), events: [{ ...event, version: 1.5 }] };
    await expect(outcomeOf(store, bad)).rejects.toThrow(TypeError);
    await (await loaded).query(`ALTER TABLE log_refused.events ADD CHECK (key <> 'cursed')`);
    const outcomes = await Promise.all(
      ['a', 'cursed', 'b'].map((key) => outcomeOf(store, gift(key, key))),
    );
    expect(outcomes).toEqual(['appended', 'store_unavailable', 'appended']);
    expect(await keysIn(store)).toEqual(['a', 'b']);
    await store.close();
  });

  it('reads a query of thousands of items in order, whole', async () => {
    const store = await openIn('log_many');
    const wallets = Array.from({ length: 300 }, (_, i) => `w${String(i)}`);
    await Promise.all(wallets.map((wallet) => outcomeOf(store, gift(wallet, wallet))));
    const items = Array.from({ length: 5_000 }, (_, i) => ({
      ...{ types: ['GiftSent'], tags: [`wallet:w${String(i)}`] as const },
    }));
    const positions: number[] = [];
    for await (const page of store.read({ items })) positions.push(...page.map((e) => e.position));
    expect(positions).toEqual(wallets.map((_, i) => i + 1));
    await store.close();
  });

  // The last: it closes the instance.
  it('lets nobody pay for a batch in its group that makes no text, and says that nothing of that was written', async () => {
    const client = await loaded;
    const store = await openPgliteStore(client, { schema: 'untold' });
    const database = pgliteDatabase(client);
    const group = new GroupAppend(database, '"untold"', new LogReader(database, '"untold"'));
    const [event] = gift('odd', 'dee').events;
    // In place of what is too long together for any text.
    const circle: Json[] = [];
    circle.push(circle);
    const odd: Batch = { ...gift('odd', 'dee'), events: [{ ...event, data: circle }] };
    expect(await group.append([odd, gift('innocent', 'ian')])).toMatchObject([
      { left: { code: 'store_unavailable' } },
      { right: { repeated: false } },
    ]);
    await store.close();
  });

  it('is as the example of the README says', async () => {
    const client = await loaded;
    const log = jest.fn();
    // A constructor may return another object than the new one: here the instance that is there already.
    await runExample({ PGlite: jest.fn(() => client) }, { log });
    expect(log.mock.calls).toEqual([[1, 'CoinsBought', { coins: '70' }]]);
  });

  it('leaves nothing unhandled when the app has closed the instance under a follower', async () => {
    const { PGlite } = await loadPglite();
    const client = new PGlite();
    const store = await openPgliteStore(client, { pollEvery: 200 });
    await client.close();
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const following = store.follow('all', 1_000)[Symbol.asyncIterator]();
    const next = following.next();
    await sleep(300);
    await following.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    await store.close();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  }, 60_000);
});
