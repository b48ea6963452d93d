import type { Batch, EventStore, Query } from '@largesse/core';
import { failing, type Failure } from '../../test/failing.js';
import { temporaryFiles } from '../../test/folder.js';
import { expectIndexed } from '../../test/index-in.js';
import { batch, event, openFile, openRaw, readAll } from '../../test/read-all.js';
import { APPLICATION_ID, MIGRATIONS } from './schema.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

/** A file as the first version left it: events 1 to 4 of ann, of which the index has three. */
const ofFirstVersion = (): string => {
  const path = file();
  const raw = openRaw(path);
  raw.exec('PRAGMA journal_mode = WAL');
  raw.exec(MIGRATIONS[0] ?? '');
  raw.exec(`PRAGMA application_id = ${String(APPLICATION_ID)}`);
  raw.exec('PRAGMA user_version = 1');
  const insert = raw.prepare(`INSERT INTO event VALUES (?, 'A', 1, '2026-03-01T18:00:00.000Z',
    '["wallet:ann"]', '{}', ?, 'fingerprint', 0, 1)`);
  for (const position of [1, 2, 3, 4]) insert.run(position, `key ${String(position)}`);
  for (const position of [1, 2, 3]) {
    raw
      .prepare(`INSERT INTO tag VALUES ('wallet:ann', 'A', ?), ('', 'A', ?)`)
      .run(position, position);
    raw.prepare('INSERT INTO batch VALUES (?, ?)').run(`key ${String(position)}`, position);
  }
  raw.exec('UPDATE progress SET indexed = 3');
  raw.close();
  return path;
};

describe('a file of the first version', () => {
  const ofAnn: Query = { items: [{ types: ['A'], tags: ['wallet:ann'] }] };
  const positionsOf = async (store: EventStore, query: Query): Promise<readonly number[]> =>
    (await readAll(store, query)).map(({ position }) => position);
  const guarded = (key: string, after: number): Batch => ({
    ...batch(key, event('A', 'wallet:ann'), event('A', 'wallet:ann')),
    conditions: [{ failIfEventsMatch: ofAnn, after }],
  });

  it('is brought to this one with all that it holds, and goes on', async () => {
    const path = ofFirstVersion();
    const store = await openFile(path, { indexEvery: 3 });
    expect(await positionsOf(store, ofAnn)).toEqual([1, 2, 3, 4]);
    expect(await store.append(guarded('5', 2))()).toMatchObject({
      left: { code: 'condition_failed' },
    });
    expect(await store.append(guarded('5', 4))()).toMatchObject({ right: { repeated: false } });
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(await positionsOf(store, ofAnn)).toEqual([1, 2, 3, 4, 5, 6]);
    await store.close();
    expectIndexed(path);
    const raw = openRaw(path);
    expect(raw.prepare('SELECT indexed FROM progress').get()).toMatchObject({ indexed: 6 });
    expect(raw.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 2 });
    raw.close();
    const again = await openFile(path);
    expect(await positionsOf(again, ofAnn)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await positionsOf(again, { items: [{ types: ['A'] }] })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await again.append(guarded('7', 5))()).toMatchObject({
      left: { code: 'condition_failed' },
    });
    await again.close();
  });

  it('is brought to this one once, by stores that open it at the same time', async () => {
    const path = ofFirstVersion();
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openFile(path, { indexEvery: 2 })),
    );
    const appended = await Promise.all(
      stores.map((store, n) => store.append(guarded(`${String(n)} of this version`, 4))()),
    );
    expect(appended.map(({ _tag }) => _tag).sort()).toEqual(['Left', 'Left', 'Left', 'Right']);
    for (const store of stores) {
      expect(await positionsOf(store, ofAnn)).toEqual([1, 2, 3, 4, 5, 6]);
      await store.close();
    }
    expectIndexed(path);
  });

  const steps: readonly Failure[] = [
    { sql: MIGRATIONS[1] ?? '', when: 'before' },
    { sql: MIGRATIONS[1] ?? '', when: 'after' },
    { sql: 'user_version = ', when: 'after' },
    { sql: 'COMMIT', when: 'before' },
    { sql: 'COMMIT', when: 'after' },
  ];
  it.each(steps)('is as it was, or as it is to be, when it fails $when $sql', async (step) => {
    const path = ofFirstVersion();
    const { driver, fail } = failing();
    fail(step);
    await expect(openFile(path, { driver })).rejects.toThrow('disk I/O error');
    const raw = openRaw(path);
    const { name } = raw
      .prepare(`SELECT name FROM sqlite_schema WHERE name IN ('tag', 'lane')`)
      .get() as { name: string };
    expect([name, raw.prepare('PRAGMA user_version').get()]).toMatchObject(
      step.sql === 'COMMIT' && step.when === 'after'
        ? ['lane', { user_version: 2 }]
        : ['tag', { user_version: 1 }],
    );
    raw.close();
    const store = await openFile(path);
    expect(await positionsOf(store, ofAnn)).toEqual([1, 2, 3, 4]);
    await store.close();
    expectIndexed(path);
  });

  it('tells a process that still looks for its table that it is gone, not half of the events', async () => {
    const path = ofFirstVersion();
    const old = openRaw(path);
    const last = old.prepare('SELECT max(position) AS last FROM tag WHERE tag = ? AND type = ?');
    expect(last.get('wallet:ann', 'A')).toMatchObject({ last: 3 });
    await (await openFile(path)).close();
    expect(() => last.get('wallet:ann', 'A')).toThrow('no such table: tag');
    old.close();
  });
});
