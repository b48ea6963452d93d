import type { EventStore } from '@largesse/core';
import { either as E } from 'fp-ts';
import { truncateSync, writeFileSync, readFileSync } from 'node:fs';
import { connect } from '../test/driver.js';
import { failing } from '../test/failing.js';
import { temporaryFiles } from '../test/folder.js';
import { batch, event, openFile, openRaw, readAll } from '../test/read-all.js';
import type { SqliteDatabase, SqliteDriver } from './index.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

const append = async (store: EventStore, key: string, count = 1): Promise<string> => {
  const events = Array.from({ length: count }, () => event('A', 'wallet:ann'));
  const result = await store.append(batch(key, event('A', 'wallet:ann'), ...events.slice(1)))();
  return E.isRight(result) ? 'appended' : result.left.code;
};

/** The driver with its connections in hand; the first one writes. */
const watched = (): { driver: SqliteDriver; opened: SqliteDatabase[] } => {
  const opened: SqliteDatabase[] = [];
  const driver: SqliteDriver = (path) => {
    const database = connect(path);
    opened.push(database);
    return database;
  };
  return { driver, opened };
};

describe('a file that somebody else has locked', () => {
  it('is waited for without stopping the event loop, then said to be unavailable', async () => {
    const path = file();
    const store = await openFile(path, { lockTimeout: 200 });
    const other = openRaw(path);
    other.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const began = performance.now();
    expect(await append(store, 'key')).toBe('store_unavailable');
    clearInterval(counting);
    expect(performance.now() - began).toBeGreaterThan(190);
    expect(turns).toBeGreaterThan(20);
    expect(await readAll(store)).toEqual([]);
    other.exec('COMMIT');
    other.close();
    expect(await append(store, 'key')).toBe('appended');
    await store.close();
  });

  it('is written when it is free again in time', async () => {
    const path = file();
    const store = await openFile(path);
    const other = openRaw(path);
    other.exec('BEGIN IMMEDIATE');
    const appending = append(store, 'key');
    setTimeout(() => {
      other.exec('COMMIT');
      other.close();
    }, 100);
    expect(await appending).toBe('appended');
    await store.close();
  });
});

describe('a full disk', () => {
  it('takes nothing half, and the store goes on when there is room again', async () => {
    const path = file();
    const { driver, opened } = watched();
    const store = await openFile(path, { driver });
    const [writer] = opened;
    expect(await append(store, 'before')).toBe('appended');
    const pages = Number(Object.values(writer?.prepare('PRAGMA page_count').get() as object)[0]);
    writer?.exec(`PRAGMA max_page_count = ${String(pages + 2)}`);
    expect(await append(store, 'large', 500)).toBe('store_unavailable');
    expect(await readAll(store)).toHaveLength(1);
    writer?.exec('PRAGMA max_page_count = 1000000');
    expect(await append(store, 'large', 500)).toBe('appended');
    expect(await readAll(store, { items: [{ tags: ['wallet:ann'] }] })).toHaveLength(501);
    await store.close();
  });
});

describe.each(['before', 'after'] as const)('a commit that fails %s it is done', (wrong) => {
  it('has an unknown outcome, which its key tells', async () => {
    const { driver, fail } = failing();
    const store = await openFile(file(), { driver });
    fail({ sql: 'COMMIT', when: wrong });
    expect(await append(store, 'key')).toBe('outcome_unknown');
    const again = await store.append(batch('key', event('A', 'wallet:ann')))();
    expect(again).toMatchObject({ right: { repeated: wrong === 'after' } });
    expect(await readAll(store)).toHaveLength(1);
    expect(await append(store, 'next')).toBe('appended');
    expect((await readAll(store)).map(({ position }) => position)).toEqual([1, 2]);
    await store.close();
  });
});

describe('a damaged file', () => {
  it('is never read as if it were whole', async () => {
    const path = file();
    const store = await openFile(path);
    for (const key of ['a', 'b', 'c', 'd']) await append(store, key, 200);
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4_096 * 4);
    writeFileSync(path, bytes);
    await expect(openFile(path).then(readAll)).rejects.toThrow(path);
    truncateSync(path, 4_096);
    await expect(openFile(path).then(readAll)).rejects.toThrow(path);
  });
});

test('a store whose connection fails answers and rejects, and throws nothing', async () => {
  const { driver, opened } = watched();
  const path = file();
  const store = await openFile(path, { driver });
  await append(store, 'key');
  for (const connection of opened) connection.close();
  expect(await append(store, 'next')).toBe('store_unavailable');
  expect(await store.head()()).toMatchObject({ left: { code: 'store_unavailable' } });
  expect(await store.lookup('key')()).toMatchObject({ left: { code: 'store_unavailable' } });
  await expect(readAll(store)).rejects.toThrow(path);
});
