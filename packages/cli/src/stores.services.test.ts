import { testServers } from '@largesse/services';
import * as fc from 'fast-check';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { scenario } from '../test/folder.js';
import { ended, largesse, start } from '../test/largesse.js';
import { json, well, withLog } from '../test/stores.js';

// Every store by its address, on real servers.

const { postgresUrl, natsUrl } = testServers();
const { at, put, read, sqlite, evening } = withLog();

let made = 0;
/** The address of a new store of a kind, in a schema or stream of its own. */
const fresh: Readonly<Record<'sqlite' | 'postgres' | 'nats', () => string>> = {
  sqlite,
  postgres: () => {
    const schema = `schema=cli_${String(process.pid)}_${String((made += 1))}`;
    return `${postgresUrl}${postgresUrl.includes('?') ? '&' : '?'}${schema}`;
  },
  nats: () => `${natsUrl}/CLI_${String(process.pid)}_${String((made += 1))}`,
};
const kinds = ['sqlite', 'postgres', 'nats'] as const;

/** The positions of JetStream have gaps: the log as a store without gaps has it. */
const withoutGaps = async (log: string): Promise<string> => {
  const store = fresh.sqlite();
  await well('import', log, '--store', store);
  return well('export', '-', '--store', store);
};

describe.each(['rules', 'evening'])('the scenario %s', (name) => {
  const path = scenario(`${name}.jsonl`);
  beforeAll(async () => {
    await well('run', path, '--log', at(`${name}.memory.log`));
  }, 120_000);

  test.each(kinds)(
    'comes to the same bytes on %s',
    async (kind) => {
      const store = fresh[kind]();
      const log = at(`${name}.${kind}.log`);
      const outputs = ['--log', log, '--rejections', at('no.csv')];
      await well('run', path, '--store', store, ...outputs);
      expect(read('no.csv')).toBe(readFileSync(scenario(`${name}.rejections.csv`), 'utf8'));
      const balances = scenario(`${name}.balances.csv`);
      expect(await well('balances', '--store', store, '--format', 'csv')).toBe(
        readFileSync(balances, 'utf8'),
      );
      await well('verify', '--store', store, '--expect', balances);
      expect(await well('export', '-', '--store', store)).toBe(readFileSync(log, 'utf8'));
      const gapless = kind === 'nats' ? await withoutGaps(log) : readFileSync(log, 'utf8');
      expect(gapless).toBe(read(`${name}.memory.log`));
    },
    600_000,
  );
});

test('a server that is not NATS is given up after ten seconds, and the command ends', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // of a server that listens on a port
  const from = performance.now();
  const { status, err } = await ended(
    start(['store', 'info', '--store', `nats://127.0.0.1:${String(port)}/S`]),
  );
  expect({ status, err }).toEqual({
    status: 2,
    err: expect.stringContaining('no answer of a NATS server within 10000 ms') as unknown,
  });
  expect(performance.now() - from).toBeLessThan(20_000);
  silent.close();
}, 60_000);

test.each(kinds)('the demo is the same evening on %s as in memory', async (kind) => {
  await well('demo', '--log', at('demo.memory.log'));
  const store = fresh[kind]();
  await well('demo', '--store', store, '--log', at(`demo.${kind}.log`));
  expect(await withoutGaps(at(`demo.${kind}.log`))).toBe(read('demo.memory.log'));
  expect(await well('export', '-', '--store', store)).toBe(read(`demo.${kind}.log`));
});

describe('a log goes from store to store', () => {
  const pairs = kinds.flatMap((from) => kinds.map((to) => [from, to] as const));
  test.each(pairs)('%s to %s, and is the same', async (from, to) => {
    const [first, second] = [fresh[from](), fresh[to]()];
    await well('run', scenario('rules.jsonl'), '--store', first, '--log', at('first.log'));
    await well('import', at('first.log'), '--store', second);
    rmSync(at('second.log'), { force: true });
    await well('export', at('second.log'), '--store', second);
    expect(await withoutGaps(at('second.log'))).toBe(read('rules.log'));
    // A second import of either log changes nothing: the events are the same, whatever their positions.
    for (const log of ['first.log', 'second.log'])
      expect(await json('import', at(log), '--store', second)).toMatchObject({ added: 0 });
    expect(await json('export', at('second.log'), '--store', second)).toMatchObject({ added: 0 });
  });
});

describe('killed at any moment', () => {
  const killedAfter = async (milliseconds: number, ...args: readonly string[]) => {
    const child = start(args);
    const end = ended(child);
    await sleep(milliseconds);
    child.kill('SIGKILL');
    await end;
  };

  test.each(kinds)(
    'an import into %s and an export from it go on to the same bytes',
    async (kind) => {
      const { log } = await evening();
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 200, max: 3_000 }), async (milliseconds) => {
          const store = fresh[kind]();
          await killedAfter(milliseconds, 'import', log, '--store', store);
          await well('import', log, '--store', store);
          rmSync(at('killed.log'), { force: true });
          await killedAfter(milliseconds, 'export', at('killed.log'), '--store', store);
          if (!existsSync(at('killed.log'))) put('killed.log', '');
          await well('export', at('killed.log'), '--store', store);
          expect(await withoutGaps(at('killed.log'))).toBe(readFileSync(log, 'utf8'));
        }),
        { numRuns: 3 },
      );
    },
    600_000,
  );
});

const copy = {
  name: expect.any(String) as unknown,
  behind: expect.any(Number) as unknown,
  unit: 'events',
};

test.each(kinds)('info of %s says how much there is', async (kind) => {
  const store = fresh[kind]();
  await well('import', at('rules.log'), '--store', store);
  const info = await json('store', 'info', '--store', store);
  expect(info).toMatchObject({ events: 37, durability: { survivesProcessEnd: true } });
  expect(info.bytes).toBeGreaterThan(10_000);
  expect(info.copies).toEqual(kind === 'nats' ? [copy, copy] : []);
  expect(JSON.stringify(info)).not.toMatch(/largesse:[^/]*@/);
  expect(await well('store', 'info', '--store', store)).toMatch(/ size +[\d.]+ [KM]iB\n/);
});

test.each(['postgres', 'nats'] as const)(
  'a command that reads makes nothing in %s',
  async (kind) => {
    const store = fresh[kind]();
    for (const args of [['balances'], ['export', at('none.log')], ['store', 'info']]) {
      const { status, out } = await largesse(...args, '--store', store);
      expect({ status, out }).toEqual({ status: 2, out: '' });
    }
    expect(existsSync(at('none.log'))).toBe(false);
  },
);

test.each(['postgres', 'nats'] as const)(
  'a wrong password for %s is told without it',
  async (kind) => {
    const address = fresh[kind]().replaceAll(/\/\/([^:]*):[^@]*@/g, '//$1:not-the-secret@');
    expect(address).toContain('not-the-secret');
    const { status, out, err } = await largesse('store', 'info', '--store', address);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/127\.0\.0\.1:\d+/);
    expect(err.toLowerCase()).toMatch(/password|authori/);
    expect(err).not.toContain('secret');
  },
);
