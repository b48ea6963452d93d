import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import type { PostgresServer } from './postgres.js';
import { startPostgres } from './postgres.js';
import { testServers } from './test-servers.js';

const ask = async (url: string, ...statements: readonly string[]): Promise<unknown> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    let rows: unknown;
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
};

test('the shared server is durable as it comes', async () => {
  const { postgresUrl } = testServers();
  const rows = await ask(
    postgresUrl,
    `SELECT name, setting FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name`,
  );
  expect(rows).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
});

describe('a server of its own', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ own: true });
  });
  afterAll(() => server.remove());

  const write = ['CREATE TABLE gift (name text)', "INSERT INTO gift VALUES ('rose')"];

  test('comes back with its data when it was killed, and is gone in between', async () => {
    await ask(server.url, ...write);
    const before = server.pids();
    await server.kill();
    await expect(ask(server.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    expect(server.pids()).toEqual([]);
    await server.start();
    expect(server.pids().filter((pid) => before.includes(pid))).toEqual([]);
    expect(await ask(server.url, 'SELECT name FROM gift')).toEqual([{ name: 'rose' }]);
    expect(server.log()).toContain('not properly shut down');
  });

  test('answers nothing while it is paused, and goes on where it was', async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await server.pause();
    let answered = false;
    const answer = client.query('SELECT 1 AS one').then(({ rows }) => {
      answered = true;
      return rows as unknown;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(answered).toBe(false);
    await server.resume();
    expect(await answer).toEqual([{ one: 1 }]);
    await client.end();
  });

  test('can be killed and stopped while it is paused', async () => {
    await server.pause();
    await server.kill();
    await server.start();
    await server.pause();
    await server.stop();
    expect(server.pids()).toEqual([]);
    await server.start();
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('its other programs are found and run, and one that there is not is not found', () => {
    const { command = '', env = {} } = server.program('initdb') ?? {};
    const said = execFileSync(command, ['--version'], { env: { ...process.env, ...env } });
    expect(said.toString()).toContain(server.version);
    expect(server.program('no-such-program')).toBeUndefined();
  });

  test('a password that is not its own is refused', async () => {
    const wrong = server.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(ask(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });
});

test('with TLS its certificate is trusted by name, and nobody talks to it in the clear', async () => {
  const server = await startPostgres({ own: true, tls: true });
  const secure = `${server.url}?sslmode=verify-full&sslrootcert=${String(server.certificate)}`;
  const question = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
  expect(await ask(secure, question)).toEqual([{ ssl: true }]);
  await expect(ask(server.url, question)).rejects.toThrow(/no pg_hba.conf entry.*no encryption/);
  await expect(ask(`${server.url}?sslmode=verify-full`, question)).rejects.toThrow(/self-signed/);
  await server.remove();
});
