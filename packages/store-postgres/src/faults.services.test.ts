import type { EventStore } from '@largesse/core';
import { startPostgres, type PostgresServer } from '@largesse/services';
import { setTimeout as sleep } from 'node:timers/promises';
import { gift, keysIn, messageOf, outcomeOf, resolved } from '../test/gift.js';
import { asSuperuser } from '../test/server-schema.js';
import { openPostgresStore } from './index.js';

// A server of our own, to be broken.
let server: PostgresServer;
let store: EventStore;

beforeAll(async () => {
  server = await startPostgres({ own: true });
});
afterAll(() => server.remove());
beforeEach(async () => {
  store = await openPostgresStore({ connectionString: server.url, timeout: 2_000, pollEvery: 300 });
});
afterEach(() => store.close());

const terminate = (query: string) =>
  asSuperuser(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'largesse' AND query ILIKE '${query}'`,
    server.url,
  );

const secret = () => new URL(server.url).password;

test('connections that append are killed under load: every outcome is known in the end, none is doubled', async () => {
  const batches = Array.from({ length: 300 }, (_, i) =>
    gift(`killed ${String(i)}`, `w${String(i)}`),
  );
  const killing = (async () => {
    for (let i = 0; i < 10; i += 1) {
      await sleep(20);
      await terminate('SELECT head, refused%');
    }
  })();
  const first: string[] = [];
  for (let i = 0; i < batches.length; i += 10) {
    first.push(
      ...(await Promise.all(batches.slice(i, i + 10).map((each) => outcomeOf(store, each)))),
    );
  }
  await killing;
  expect(first).not.toContain('condition_failed');
  for (const [i, batch] of batches.entries()) {
    const outcome = await resolved(store, batch);
    if (first[i] === 'appended') expect(outcome).toBe('repeated');
    else expect(['appended', 'repeated']).toContain(outcome);
  }
  const keys = (await keysIn(store)).filter((key) => key.startsWith('killed'));
  expect([...keys].sort()).toEqual(batches.map(({ key }) => key).sort());
});

test('a follower whose listening connection is killed still hears of the next event, and listens again', async () => {
  const events = store.follow('all', 1_000_000)[Symbol.asyncIterator]();
  await events.return?.();
  const head = (await keysIn(store)).length;
  const following = store.follow('all', head)[Symbol.asyncIterator]();
  try {
    const next = following.next();
    await sleep(300);
    expect(await terminate('LISTEN%')).toHaveLength(1);
    await outcomeOf(store, gift('heard', 'hal'));
    expect(await next).toMatchObject({ value: [{ batch: { key: 'heard' } }] });
    await sleep(1_000);
    const listening = await asSuperuser(
      `SELECT FROM pg_stat_activity WHERE query ILIKE 'LISTEN%'`,
      server.url,
    );
    expect(listening).toHaveLength(1);
  } finally {
    await following.return?.();
  }
});

test('a server that is killed under load loses nothing that it acknowledged', async () => {
  const acknowledged: string[] = [];
  const batches = Array.from({ length: 200 }, (_, i) =>
    gift(`crash ${String(i)}`, `c${String(i)}`),
  );
  const appending = Promise.all(
    batches.map(async (batch, i) => {
      await sleep(i * 5);
      if ((await outcomeOf(store, batch)) === 'appended') acknowledged.push(batch.key);
    }),
  );
  while (acknowledged.length < 20) await sleep(5);
  await server.kill();
  await sleep(300);
  expect(await messageOf(store, gift('down', 'dora'))).toMatch(
    /^PostgreSQL at 127\.0\.0\.1:\d+\/postgres: /,
  );
  expect(await messageOf(store, gift('down', 'dora'))).not.toContain(secret());
  await server.start();
  await appending;
  expect(acknowledged.length).toBeLessThan(200);
  const after = new Set(await keysIn(store));
  expect(acknowledged.filter((key) => !after.has(key))).toEqual([]);
  for (const batch of batches)
    expect(['appended', 'repeated']).toContain(await resolved(store, batch));
  const keys = (await keysIn(store)).filter((key) => key.startsWith('crash'));
  expect([...keys].sort()).toEqual(batches.map(({ key }) => key).sort());
});

test('a server that stands still makes an outcome unknown, and the key resolves it when it goes on', async () => {
  await outcomeOf(store, gift('before', 'pia'));
  await server.pause();
  try {
    expect(await outcomeOf(store, gift('paused', 'paul'))).toBe('outcome_unknown');
    // Nothing was sent: no connection came about.
    expect(await outcomeOf(store, gift('later', 'lea'))).toBe('store_unavailable');
  } finally {
    await server.resume();
  }
  expect(['appended', 'repeated']).toContain(await resolved(store, gift('paused', 'paul')));
  expect((await keysIn(store)).filter((key) => key === 'paused')).toHaveLength(1);
});

test('a server that is not there is named at open, without the password', async () => {
  const url = new URL(server.url);
  url.port = '1';
  url.password = 'hunter2';
  const error: unknown = await openPostgresStore({ connectionString: url.href }).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error)).toMatch(
    /StoreFailure: PostgreSQL at 127\.0\.0\.1:1\/postgres: .*ECONNREFUSED/,
  );
  expect(String(error)).not.toContain('hunter2');
  const wrong = new URL(server.url);
  wrong.password = 'hunter2';
  const refused: unknown = await openPostgresStore({ connectionString: wrong.href }).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(refused)).toMatch(/password authentication failed/);
  expect(String(refused)).not.toContain('hunter2');
});

test('a commit that did not wait for its standby is unknown, whatever the app is told of warnings', async () => {
  const url = new URL(server.url);
  url.searchParams.set('options', '-c client_min_messages=error');
  const quiet = await openPostgresStore({ connectionString: url.href });
  try {
    expect(await outcomeOf(quiet, gift('with standby', 'sam'))).toBe('appended');
    await asSuperuser(`ALTER SYSTEM SET synchronous_standby_names = 'nobody'`, server.url);
    await asSuperuser('SELECT pg_reload_conf()', server.url);
    await sleep(500);
    const outcome = outcomeOf(quiet, gift('without standby', 'sam', 1_000_000));
    await sleep(500);
    await asSuperuser(
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
      server.url,
    );
    expect(await outcome).toBe('outcome_unknown');
  } finally {
    await asSuperuser('ALTER SYSTEM RESET synchronous_standby_names', server.url);
    await asSuperuser('SELECT pg_reload_conf()', server.url);
    await quiet.close();
  }
});
