import { StoreFailure } from '@largesse/core';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../test/driver.js';
import { temporaryFiles } from '../test/folder.js';
import { batch, event, openFile, openRaw, readAll } from '../test/read-all.js';
import type { SqliteDriver, SqliteStatement, SqliteValue } from './index.js';
import { openConnections } from './file/open-connections.js';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './file/schema.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

const refusal = async (path: string): Promise<string> => {
  const thrown: unknown = await openFile(path).then(
    () => 'it opened',
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(StoreFailure);
  return thrown instanceof Error ? thrown.message : '';
};

const made = async (): Promise<string> => {
  const path = file();
  const store = await openFile(path);
  await store.append(batch('key', event('A', 'wallet:ann')))();
  await store.close();
  return path;
};

/** A statement whose integers are bigints: better-sqlite3 and libsql have one name for it, `node:sqlite` the other. */
const withBigints = (
  statement: SqliteStatement & {
    safeIntegers?: (on: true) => unknown;
    setReadBigInts?: (on: true) => unknown;
  },
): SqliteStatement => {
  statement.safeIntegers?.(true);
  statement.setReadBigInts?.(true);
  return statement;
};

describe('a file that is not opened', () => {
  it.each(['', ':memory:'])('a path that keeps nothing: "%s"', async (path) => {
    expect(await refusal(path)).toBe(
      'An SQLite store needs a file: in memory it would keep nothing',
    );
  });

  it('one in a folder that is not there', async () => {
    const path = join(file(), 'gifts.db');
    expect(await refusal(path)).toContain('there is no folder');
  });

  it('a folder', async () => {
    const path = file();
    mkdirSync(path);
    expect(await refusal(path)).toBe(`${path} is a folder, not a file`);
  });

  it('one that is no SQLite file', async () => {
    const path = file();
    const text = 'not a database, but quite a long text.\n'.repeat(200);
    writeFileSync(path, text);
    expect(await refusal(path)).toBe(`${path} is no SQLite file, or is encrypted`);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('an SQLite file of something else, which stays as it was', async () => {
    const path = file();
    const raw = openRaw(path);
    raw.exec('CREATE TABLE notes (note TEXT)');
    raw.close();
    const before = readFileSync(path);
    expect(await refusal(path)).toBe(
      `${path} is an SQLite file of something else, not a log of Largesse`,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it('one of a later version', async () => {
    const path = await made();
    const raw = openRaw(path);
    raw.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION + 1)}`);
    raw.close();
    expect(await refusal(path)).toContain('was written by a later version of Largesse');
  });

  // The superuser may write everywhere.
  const asUser = process.getuid?.() === 0 ? it.skip : it;
  asUser('one in a folder that cannot be written', async () => {
    const folder = file();
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const path = join(folder, 'gifts.db');
    expect(await refusal(path)).toBe(
      `${path}: the folder ${folder} cannot be written (EACCES: permission denied): SQLite needs files ` +
        'of its own beside the log, also to read it; allow it, or open a copy that you may write',
    );
  });

  asUser('one that cannot be written', async () => {
    const path = await made();
    chmodSync(path, 0o400);
    expect(await refusal(path)).toBe(
      `${path} cannot be written (EACCES: permission denied): allow it, or open a copy that you may write`,
    );
  });

  it('one by a driver that will not sync', async () => {
    const path = file();
    const lazy: SqliteDriver = (name) => {
      const database = connect(name);
      return {
        exec: (sql) => (sql.includes('synchronous') ? undefined : database.exec(sql)),
        prepare: (sql) =>
          database.prepare(sql.endsWith('synchronous') ? 'SELECT 1 AS synchronous' : sql),
        close: () => database.close(),
      };
    };
    await expect(openFile(path, { driver: lazy })).rejects.toThrow('cannot be set to FULL');
  });

  it('one by a driver that has no write-ahead log', async () => {
    const path = file();
    const plain: SqliteDriver = (name) => {
      const database = connect(name);
      return {
        exec: (sql) => database.exec(sql),
        prepare: (sql) =>
          database.prepare(sql.replace('journal_mode = WAL', 'journal_mode = DELETE')),
        close: () => database.close(),
      };
    };
    await expect(openFile(path, { driver: plain })).rejects.toThrow('journal mode delete');
  });
});

describe('a file that is opened', () => {
  it('is marked as a log of Largesse, with its version', async () => {
    const raw = openRaw(await made());
    expect(raw.prepare('PRAGMA application_id').get()).toMatchObject({
      application_id: APPLICATION_ID,
    });
    expect(raw.prepare('PRAGMA user_version').get()).toMatchObject({
      user_version: SCHEMA_VERSION,
    });
    raw.close();
  });

  it('is wholly in one file after it is closed', async () => {
    const path = await made();
    // A driver may leave an empty log beside it until its statements are collected.
    const log = existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0;
    expect([log, statSync(path).size > 0]).toEqual([0, true]);
  });

  it('syncs each commit to the disk again when it is opened again, but for snapshots', async () => {
    const path = await made();
    // As builds of SQLite do of which the default for files in WAL mode is NORMAL.
    const normal: SqliteDriver = (name) => {
      const database = connect(name);
      database.exec('PRAGMA synchronous = NORMAL');
      return database;
    };
    const { writer, reader, saver } = await openConnections(normal, path, 0);
    const levels = [writer, reader, saver].map((each) => each.pragma('synchronous'));
    expect(levels).toEqual([2, 2, 1]);
    expect([writer, reader, saver].map((each) => each.pragma('journal_mode'))).toEqual(
      Array(3).fill('wal'),
    );
    expect(() => reader.exec('DELETE FROM event')).toThrow();
    for (const connection of [reader, saver, writer]) connection.close();
  });

  it('says what it promises, and where the file is', async () => {
    const path = await made();
    const store = await openFile(path);
    const { notes, ...promised } = store.durability();
    await store.close();
    expect(promised).toEqual({
      survivesProcessEnd: true,
      survivesPowerLoss: true,
      survivesMachineLoss: false,
    });
    expect(notes.join(' ')).toMatch(/^Events are kept in the file \/.* by SQLite 3\./);
  });

  it('says how much it holds, and what it takes with its write-ahead log', async () => {
    const path = await made();
    const store = await openFile(path);
    const { size } = store;
    const before = await size?.()();
    expect(before).toMatchObject({ right: { events: 1, bytes: statSync(path).size, copies: [] } });
    await store.append(batch('next', event('A'), event('A')))();
    const after = await size?.()();
    const bytes = statSync(path).size + statSync(`${path}-wal`).size;
    expect(after).toMatchObject({ right: { events: 3, bytes } });
    await store.close();
    expect(await size?.()()).toMatchObject({ left: { code: 'store_unavailable' } });
  });

  it('is made once by stores that open it at the same time', async () => {
    const path = file();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openFile(path)));
    await Promise.all(stores.map((store, n) => store.append(batch(String(n), event('A')))()));
    const [first] = stores;
    expect(first === undefined ? [] : await readAll(first)).toHaveLength(6);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('waits for a lock that it meets at any of its steps', async () => {
    const locked = (): Error => Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' });
    // SQLite asks for no lock to do these.
    const meetNone = ['PRAGMA busy_timeout = 0', 'ROLLBACK'];
    const opening = async (path: string, lockAt: number): Promise<number> => {
      let step = 0;
      const doing = <A>(sql: string, act: () => A): A => {
        if (meetNone.includes(sql)) return act();
        step += 1;
        if (step === lockAt) throw locked();
        return act();
      };
      const driver: SqliteDriver = (name) => {
        const database = connect(name);
        return {
          exec: (sql) => doing(sql, () => database.exec(sql)),
          prepare: (sql) => doing(sql, () => database.prepare(sql)),
          close: () => database.close(),
        };
      };
      await (await openFile(path, { driver })).close();
      return step;
    };
    const steps = await opening(file(), 0);
    expect(steps).toBeGreaterThan(20);
    for (let at = 1; at <= steps; at += 1) {
      const path = file();
      await opening(path, at);
      await opening(path, at);
    }
  });

  it('is no file of something else while another process makes it', async () => {
    let others = 0;
    const driver: SqliteDriver = (name) => {
      const database = connect(name);
      const makeIt = (): void => {
        others += 1;
        const other = openRaw(name);
        other.exec('PRAGMA busy_timeout = 0');
        try {
          other.exec(`BEGIN IMMEDIATE; ${MIGRATIONS.join(';')};
            PRAGMA application_id = ${String(APPLICATION_ID)};
            PRAGMA user_version = ${String(SCHEMA_VERSION)}; COMMIT`);
        } catch {
          // It waits: this one reads.
          other.exec('ROLLBACK');
        }
        other.close();
      };
      return {
        exec: (sql) => database.exec(sql),
        prepare: (sql) => {
          const statement = database.prepare(sql);
          if (sql !== 'PRAGMA application_id') return statement;
          return {
            run: (...values) => statement.run(...values),
            all: (...values) => statement.all(...values),
            get: (...values) => {
              const row = statement.get(...values);
              if (others === 0) makeIt();
              return row;
            },
          };
        },
        close: () => database.close(),
      };
    };
    const store = await openFile(file(), { driver });
    await store.append(batch('key', event('A')))();
    expect([others, await readAll(store)]).toEqual([1, [expect.objectContaining({ position: 1 })]]);
    await store.close();
  });

  it('takes a driver that binds values one by one only, as node:sqlite does', async () => {
    const driver: SqliteDriver = (name) => {
      const database = connect(name);
      const bound = (values: readonly SqliteValue[]): SqliteValue[] => {
        if (values.some((value) => Array.isArray(value))) throw new TypeError('Unknown parameter');
        return [...values];
      };
      return {
        exec: (sql) => database.exec(sql),
        prepare: (sql) => {
          const statement = database.prepare(sql);
          return {
            run: (...values) => statement.run(...bound(values)),
            get: (...values) => statement.get(...bound(values)),
            all: (...values) => statement.all(...bound(values)),
          };
        },
        close: () => database.close(),
      };
    };
    const store = await openFile(await made(), { driver });
    const events = Array.from({ length: 100 }, () => event('A', 'wallet:ann'));
    await store.append(batch('next', event('A'), ...events))();
    expect(await readAll(store, { items: [{ tags: ['wallet:ann'] }] })).toHaveLength(101);
    await store.close();
  });

  it('takes a driver whose integers are bigints', async () => {
    const driver: SqliteDriver = (name) => {
      const database = connect(name);
      return {
        exec: (sql) => database.exec(sql),
        prepare: (sql) => withBigints(database.prepare(sql)),
        close: () => database.close(),
      };
    };
    const raw = driver(await made());
    expect(raw.prepare('SELECT 1 AS one').get()).toMatchObject({ one: 1n });
    raw.close();
    const store = await openFile(await made(), { driver });
    await store.append(batch('next', event('A', 'wallet:ann')))();
    const events = await readAll(store, { items: [{ tags: ['wallet:ann'] }] });
    expect(events.map(({ position, version }) => [position, version])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    await store.close();
  });
});
