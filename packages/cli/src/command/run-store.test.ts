import { openSqliteStore } from '@largesse/store-sqlite';
import { sample } from '@largesse/testing';
import Database from 'libsql';
import { existsSync, readFileSync } from 'node:fs';
import { scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';
import { json, refused, stoppedAt, walOf, well, withLog } from '../../test/stores.js';

const { at, put, read, log, sqlite, evening } = withLog();
const rules = scenario('rules.jsonl');
const balances = readFileSync(scenario('rules.balances.csv'), 'utf8');

test.each(['memory', 'sqlite'])(
  'a run on %s leaves the files that a run in memory does',
  async (kind) => {
    const store = kind === 'memory' ? kind : sqlite();
    await well(
      'run',
      rules,
      '--store',
      store,
      '--log',
      at('own.log'),
      '--rejections',
      at('own.csv'),
    );
    expect(read('own.log')).toBe(readFileSync(log, 'utf8'));
    expect(read('own.csv')).toBe(readFileSync(scenario('rules.rejections.csv'), 'utf8'));
  },
);

test('balances and verify read the store as they read its log', async () => {
  const store = sqlite();
  await well('run', rules, '--store', store);
  expect(await well('balances', '--store', store, '--format', 'csv')).toBe(balances);
  expect(await well('balances', '--store', store, '--position', '9', '--json')).toBe(
    await well('balances', log, '--position', '9', '--json'),
  );
  const expected = scenario('rules.balances.csv');
  const of = (text: string): string => text.slice(text.indexOf('\n'));
  expect(of(await well('verify', '--store', store, '--expect', expected))).toBe(
    of(await well('verify', log, '--expect', expected)),
  );
});

test('what took effect in an earlier run is retried, and the store stays as it was', async () => {
  const store = sqlite();
  const commands = [sample.PublishPolicy, sample.BuyCoins, sample.SendGift];
  const path = put('good.jsonl', commands.map((each) => `${JSON.stringify(each)}\n`).join(''));
  expect(await json('run', path, '--store', store)).toMatchObject({ accepted: 3, retried: 0 });
  const before = await well('export', '-', '--store', store);
  expect(await json('run', path, '--store', store, '--log', at('again.log'))).toMatchObject({
    ...{ accepted: 0, retried: 3, events: 0, refused: {} },
  });
  expect(read('again.log')).toBe(before);
});

test('what is no scenario is refused before a store is made for it', async () => {
  const [path, out] = [at('none.db'), at('none.log')];
  await refused('line 1: ', 'run', put('readme', '# A page'), '--store', `sqlite:${path}`);
  await refused('it is an event log', 'run', log, '--store', `sqlite:${path}`, '--log', out);
  expect([path, out].filter((made) => existsSync(made))).toEqual([]);
});

test('a run that a store makes fail names the file, the line and the cause', async () => {
  const path = at('newer.db');
  const store = await openSqliteStore({ path, driver: (file) => new Database(file) });
  const newer = { type: 'PolicyPublished', version: 99, at: '2026-01-01T00:00:00.000Z' };
  await store.append({
    ...{ key: 'newer', fingerprint: '-', conditions: [] },
    events: [{ ...newer, tags: [], data: {} }],
  })();
  await store.close();
  const { err } = await largesse('run', rules, '--store', `sqlite:${path}`);
  expect(err).toMatch(
    /^largesse: \S+rules\.jsonl: line \d+: event_unreadable: event at position 1: version: 99/,
  );
});

test('an interrupted run leaves the log of all that is in the store', async () => {
  const store = sqlite();
  const args = ['run', (await evening()).scenario, '--store', store, '--log', at('cut.log')];
  const { status, err } = await stoppedAt(walOf(store), 300_000, ...args);
  expect(status).toBe(130);
  expect(err).toMatch(/^Interrupted after \d+ commands/);
  expect(await well('export', '-', '--store', store)).toBe(read('cut.log'));
  expect(await json('verify', at('cut.log'))).toMatchObject({ held: true });
});

describe('LARGESSE_STORE', () => {
  afterEach(() => {
    delete process.env.LARGESSE_STORE;
  });

  test('stands in for --store where a store must be named, and gives way to both it and a log', async () => {
    const store = sqlite();
    await well('run', rules, '--store', store);
    process.env.LARGESSE_STORE = store;
    expect(await well('balances', '--format', 'csv')).toBe(balances);
    expect(await json('export', at('env.log'))).toMatchObject({ events: 37 });
    expect(await json('store', 'info', '--store', 'memory')).toMatchObject({ head: 0 });
    await well('run', put('none.jsonl', ''), '--log', at('empty.log'));
    expect(await well('balances', at('empty.log'), '--format', 'csv')).toBe(
      'account,asset,amount\n',
    );
  });

  test('a run takes it only if it is asked to', async () => {
    const store = sqlite();
    await refused('LARGESSE_STORE is not set', 'run', rules, '--store', 'env');
    process.env.LARGESSE_STORE = store;
    await well('run', rules);
    await refused('there is no such file', 'store', 'info');
    await well('run', rules, '--store', 'env');
    expect(await json('store', 'info')).toMatchObject({ head: 37 });
  });
});

describe('an address in LARGESSE_STORE', () => {
  beforeAll(() => put('a.txt', 'text'));
  afterEach(() => {
    delete process.env.LARGESSE_STORE;
  });

  test.each([
    ['app.db', '"app.db" is no address of a store: expected memory, sqlite:FILE'],
    ['postgres://db:99999/app', 'postgres://db:99999/app: "99999" is no port of db'],
    [`sqlite:${at('none.db')}`, `cannot read ${at('none.db')}: there is no such file or folder`],
    [`sqlite:${at('a.txt')}`, `sqlite:${at('a.txt')}: cannot be opened: `],
  ])('%s is called that in what is wrong with it', async (address, words) => {
    process.env.LARGESSE_STORE = address;
    await refused(`largesse: LARGESSE_STORE: ${words}`, 'balances');
    await refused(`largesse: LARGESSE_STORE: ${words}`, 'balances', '--store', 'env');
    await refused(`largesse: ${words}`, 'balances', '--store', address);
  });
});

describe('what cannot be used', () => {
  test.each([['run'], ['balances'], ['verify'], ['verify', log, '--expect']])(
    'a store where %s expects a file',
    async (...args) => {
      await refused(
        'sqlite:a.db is a store, not a file: name it with --store',
        ...args,
        'sqlite:a.db',
      );
      const named = await refused(
        ': name it with --store',
        ...args,
        'postgres://ann:secret@db/app',
      );
      expect(named.err).not.toContain('secret');
    },
  );

  test('a log and a store are two logs', async () => {
    await refused('are two logs: name one', 'balances', log, '--store', 'memory');
    await refused('are two logs: name one', 'verify', log, '--store', 'memory');
  });

  test('a command that only reads makes no file', async () => {
    const store = sqlite();
    for (const args of [['balances'], ['verify'], ['export', at('no.log')], ['store', 'info']])
      await refused('there is no such file', ...args, '--store', store);
    await refused('there is no such file', 'balances', '--store', store);
  });

  test.each([
    ['another file', () => `sqlite:${rules}`, 'is no SQLite file'],
    ['a folder', () => `sqlite:${at('.')}`, 'is a folder'],
    ['a folder that is not there', () => `sqlite:${at('no/store.db')}`, 'there is no folder'],
    ['a server that is not there', () => 'postgres://ann:secret@127.0.0.1:1/app', '127.0.0.1:1'],
    ['a cluster that is not there', () => 'nats://ann:secret@127.0.0.1:1', '127.0.0.1:1'],
  ])('%s is named with the cause, without a password', async (_, address, words) => {
    const { err } = await refused(words, 'import', log, '--store', address());
    expect(err).not.toContain('secret');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
