import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { folder, scenario } from '../test/folder.js';
import { ended, shell, start } from '../test/largesse.js';
import { reportOf, summaryOf } from '../test/printed.js';

// The built command in processes of its own: what only pipes, signals and exit statuses show.

/** Processes start slowly where other tests run beside them. */
jest.setTimeout(60_000);

const { at, path, put, read, pipe } = folder();
const rules = scenario('rules.jsonl');

test('the evening comes out byte for byte, and verifies', async () => {
  const { out, err } = await shell(
    `largesse run '${scenario('evening.jsonl')}' --log e.log --rejections e.csv > summary && echo ran
     largesse balances e.log --format csv | cmp - '${scenario('evening.balances.csv')}' && echo balances
     cmp e.csv '${scenario('evening.rejections.csv')}' && echo rejections
     largesse verify e.log --expect '${scenario('evening.balances.csv')}' | tail -1`,
    path,
  );
  expect({ out, err }).toEqual({
    out: 'ran\nbalances\nrejections\nEvery invariant holds; the balances are those expected.\n',
    err: '',
  });
});

describe('standard input', () => {
  test('is a scenario, a log or the expected balances', async () => {
    const { out, err } = await shell(
      `cat '${rules}' | largesse run - --log piped.log > summary; echo $?
       largesse run '${rules}' --log named.log > summary; cmp piped.log named.log; echo $?
       cat named.log | largesse balances - --format csv | cmp - '${scenario('rules.balances.csv')}'; echo $?
       largesse verify - < named.log | head -1
       largesse verify named.log --expect - < '${scenario('rules.balances.csv')}' | tail -1
       largesse import - --store sqlite:in.db --json < named.log | head -2 | tail -1
       head -n 20 named.log | largesse import - --store sqlite:cut.db --partial --json | head -2 | tail -1
       cat '${rules}' | largesse run - --store sqlite:run.db --json | tail -3 | head -1
       largesse run <(cat '${rules}') --store sqlite:pipe.db --json | tail -3 | head -1`,
      path,
    );
    expect({ out, err }).toEqual({
      out: `0\n0\n0\nstandard input: 37 events up to position 37\nEvery invariant holds; the balances are those expected.\n  "events": 37,\n  "events": 19,\n  "events": 37,\n  "events": 37,\n`,
      err: '',
    });
  });

  test('is named in what is wrong with it', async () => {
    const { out, err } = await shell(
      `echo '{"type":"Nope"}' | largesse run - > summary; echo $?
       largesse run - < . ; echo $?
       largesse verify - < /dev/null; echo $?`,
      path,
    );
    expect(out).toBe('2\n2\n2\n');
    expect(err).toMatch(/^largesse: standard input: line 1: type: expected/);
    expect(err).toContain('largesse: cannot read standard input: it is a folder; name a file\n');
    expect(err).toContain(
      'largesse: standard input: line 1, byte 0: not a Largesse log: the file is empty\n',
    );
  });
});

describe('standard output', () => {
  test('a reader that goes away is no error, and the exit status still tells what came of it', async () => {
    const { out, err } = await shell(
      `largesse run '${rules}' --log r.log | head -0; echo \${PIPESTATUS[0]}
       largesse balances r.log | head -1; echo \${PIPESTATUS[0]}
       sed 5d r.log | largesse verify - | head -1; echo \${PIPESTATUS[1]}
       largesse verify missing 2>&1 >/dev/null | head -0; echo \${PIPESTATUS[0]}`,
      path,
    );
    expect(err).toBe('');
    expect(out).toMatch(/^0\n account +balance\n0\nstandard input: 36 events.*\n1\n2\n$/);
  });

  test('a full disk behind it is told in a line, and the log is whole', async () => {
    const { out, err } = await shell(
      `largesse run '${rules}' --log full.log > /dev/full; echo $?
       largesse verify full.log | tail -1`,
      path,
    );
    expect(err).toBe('largesse: cannot write standard output: the disk is full\n');
    expect(out).toBe('2\nEvery invariant holds.\n');
  });
});

test('an error of its own is neither a broken invariant nor wrong input', async () => {
  const broken = "performance.now=()=>{throw%20new%20RangeError('odd')}";
  const { out, err } = await shell(
    `NODE_OPTIONS="--import=data:text/javascript,${broken}" largesse run '${rules}'; echo $?`,
    path,
  );
  expect(out).toBe('70\n');
  expect(err).toMatch(
    /^largesse: an error in largesse itself; please report it: RangeError: odd\n/,
  );
});

describe('interrupted', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s in the middle of a run, the log is whole', async (signal, expected) => {
    const text = readFileSync(scenario('evening.jsonl'), 'utf8');
    const long = put('long.jsonl', '');
    for (let i = 0; i < 5; i += 1)
      appendFileSync(long, text.replaceAll('"commandId":"', `"commandId":"${String(i)}-`));
    const child = start([
      'run',
      long,
      '--log',
      at(`${signal}.log`),
      '--rejections',
      at(`${signal}.csv`),
      '--json',
    ]);
    // The first part of the log is on disk: the run is under way.
    const { status, out, err } = await signalled(
      child,
      signal,
      () => sizeOf(`${signal}.log`) > 1000,
    );
    expect(status).toBe(expected);
    const { commands, events } = summaryOf(out);
    expect(err).toBe(
      `Interrupted after ${String(commands)} commands. What is written is complete up to there.\n`,
    );
    expect(commands).toBeLessThan(100_000);
    expect(read(`${signal}.csv`).endsWith('\n')).toBe(true);
    const verified = await ended(start(['verify', at(`${signal}.log`), '--json']));
    expect(reportOf(verified.out)).toMatchObject({ held: true, events });
  });

  test('while it waits for somebody to type, it ends at once', async () => {
    const child = start(['run', '-', '--log', at('typed.log'), '--json']);
    child.stdin.write(readFileSync(rules));
    // The log is there once signals are listened to.
    const { status } = await signalled(child, 'SIGINT', () => sizeOf('typed.log') === 0);
    expect(status).toBe(130);
    expect((await ended(start(['verify', at('typed.log')]))).status).toBe(0);
  });

  test('while it waits for the writer of a named pipe, it ends at once', async () => {
    const child = start(['run', pipe('unwritten'), '--log', at('from-pipe.log'), '--json']);
    const { status } = await signalled(child, 'SIGINT', () => sizeOf('from-pipe.log') >= 0);
    expect(status).toBe(130);
  });

  test('while it verifies, it ends at once', async () => {
    const child = start(['verify', '-']);
    // More than a pipe holds: when it is gone, the command is reading.
    child.stdin.write(read('e.log').slice(0, 1 << 20), () => child.kill('SIGTERM'));
    expect(await ended(child)).toEqual({ status: 143, out: '', err: '' });
  });
});

/** Sends a signal once something holds, and waits for the end. */
const signalled = async (child: ChildProcess, signal: NodeJS.Signals, when: () => boolean) => {
  const watch = setInterval(() => {
    if (!when()) return;
    clearInterval(watch);
    child.kill(signal);
  }, 10);
  try {
    return await ended(child);
  } finally {
    clearInterval(watch);
  }
};

const sizeOf = (name: string): number => statSync(at(name), { throwIfNoEntry: false })?.size ?? -1;

test('a SQLite store is one file again when a command is done with it', async () => {
  const { status } = await ended(start(['run', rules, '--store', `sqlite:${at('one.db')}`]));
  expect(status).toBe(0);
  expect(readdirSync(path).filter((name) => name.startsWith('one.db'))).toEqual(['one.db']);
});

test('Ctrl-C ends a command whose server does not answer', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // of a server that listens on a port
  const child = start(['balances', '--store', `nats://127.0.0.1:${String(port)}/S`]);
  const [connection] = (await once(silent, 'connection')) as [Socket]; // as its documentation says
  child.kill('SIGINT');
  const from = performance.now();
  expect((await ended(child)).status).toBe(130);
  expect(performance.now() - from).toBeLessThan(10_000);
  connection.destroy();
  silent.close();
}, 60_000);
