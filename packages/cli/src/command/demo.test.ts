import { existsSync, readdirSync } from 'node:fs';
import { folder, scenario } from '../../test/folder.js';
import { largesse, largesseWatched, shell } from '../../test/largesse.js';

const { at, path, put, read } = folder();

test('tells purchases, gifts, a refusal, the leaderboard, a withdrawal, the balances and the proof', async () => {
  const { status, out, err } = await largesse('demo', '--log', at('demo.jsonl'));
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const told = [
    /policy 2026-03 is in force\n/,
    /ann buys 350 coins for 3\.70 USD\n/,
    /cat sends \d+ x Rose +\d+ coins {2}\d+\.\d{4} diamonds for bea\n/,
    /refused: coins_insufficient, /,
    /most generous +gave\n 1\. {3}\w+ +[\d,]+ coins\n/,
    /bea withdraws [\d,.]+ diamonds: [\d.]+ USD after a fee of 0\.25 USD\n/,
    /USD reached bea \(transfer-1\)\n/,
    / account +balance\n/,
    /The log has \d+ events; (\d+) of \1 invariants hold\.\n/,
    new RegExp(`largesse verify ${at('demo.jsonl')}\n$`),
  ];
  const places = told.map((part) => out.search(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect((await largesse('verify', at('demo.jsonl'))).status).toBe(0);
});

test('is told the same way twice, gifts at the time when they are sent', async () => {
  const first = await largesse('demo', '--log', at('twice.jsonl'));
  const log = read('twice.jsonl');
  expect(await largesse('demo', '--log', at('twice.jsonl'))).toEqual(first);
  expect(read('twice.jsonl')).toBe(log);
  const times = first.out.match(/^\d\d:\d\d:\d\d/gm) ?? [];
  expect(times.length).toBeGreaterThan(60);
  expect(times).toEqual([...times].sort());
});

test.each([
  ['demo', 'npx -y pnpm@10 -s largesse verify '],
  ['largesse', 'npx -y pnpm@10 -s largesse verify '],
  ['test', '  largesse verify '],
])('started by the script %s, it shows what can be typed there', async (script, typed) => {
  const before = process.env.npm_lifecycle_event;
  process.env.npm_lifecycle_event = script;
  try {
    expect((await largesse('demo', '--log', at('typed.jsonl'))).out).toContain(typed);
  } finally {
    if (before === undefined) delete process.env.npm_lifecycle_event;
    else process.env.npm_lifecycle_event = before;
  }
});

test('a name that a shell would take apart is shown in quotes', async () => {
  const { out } = await largesse('demo', '--log', at("ann's log"));
  expect(out).toContain(`verify '${path}/ann'\\''s log'\n`);
});

test('a file that is there and no log is named and stays', async () => {
  put('notes', 'mine');
  const { status, err } = await largesse('demo', '--log', at('notes'));
  expect(status).toBe(2);
  expect(err).toContain('stays as it is');
  expect(read('notes')).toBe('mine');
});

test('a log that could not be read again is refused before anything is told', async () => {
  expect(await largesse('demo', '--log', '/dev/null')).toEqual({
    status: 2,
    out: '',
    err: 'largesse: /dev/null is no file: the demo reads its log again; name a file\n',
  });
});

test.each([[], ['--store', 'memory'], ['--store', 'sqlite:none.db']])(
  'standard output is no place for its log, with %j',
  async (...store) => {
    expect(await largesse('demo', '--log', '-', ...store)).toEqual({
      status: 2,
      out: '',
      err: 'largesse: --log goes into a file; name one instead of -\n',
    });
    expect(existsSync('-') || existsSync('none.db')).toBe(false);
  },
);

test('Ctrl-C ends it with a whole log', async () => {
  const log = at('interrupted.jsonl');
  // As soon as the first gift is shown.
  const { status, out, err } = await largesseWatched(['demo', '--log', log], (text) => {
    if (text.includes(' sends ')) process.emit('SIGINT', 'SIGINT');
  });
  expect(status).toBe(130);
  expect(err).toBe(`\nInterrupted. The log ${log} is complete up to there.\n`);
  expect(out.match(/ sends /g)).toHaveLength(1);
  expect(out).not.toContain('most generous');
  expect((await largesse('verify', log)).status).toBe(0);
});

describe('on a store', () => {
  const named = (name: string) => `sqlite:${at(name)}`;

  test('it is the evening that it is in memory, and the store holds its log', async () => {
    const told = await largesse('demo', '--log', at('memory.jsonl'));
    const store = named('demo.db');
    const { status, out, err } = await largesse('demo', '--store', store, '--log', at('own.jsonl'));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe(told.out.replaceAll(at('memory.jsonl'), `--store ${store}`));
    expect(read('own.jsonl')).toBe(read('memory.jsonl'));
    await largesse('export', at('exported.jsonl'), '--store', store);
    expect(read('exported.jsonl')).toBe(read('memory.jsonl'));
  });

  test('which holds events it is not told, and the store stays as it is', async () => {
    const store = named('held.db');
    await largesse('run', scenario('rules.jsonl'), '--store', store, '--log', at('before.jsonl'));
    const { status, out, err } = await largesse(
      'demo',
      '--store',
      store,
      '--log',
      at('none.jsonl'),
    );
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`${store} holds events already`);
    expect(readdirSync(path)).not.toContain('none.jsonl');
    await largesse('export', at('after.jsonl'), '--store', store);
    expect(read('after.jsonl')).toBe(read('before.jsonl'));
  });

  test('Ctrl-C leaves what was told, without a log unless one is asked for', async () => {
    const store = named('interrupted.db');
    const files = readdirSync('.');
    const { status, err } = await largesseWatched(['demo', '--store', store], (text) => {
      if (text.includes(' sends ')) process.emit('SIGINT', 'SIGINT');
    });
    expect(status).toBe(130);
    expect(err).toBe(`\nInterrupted. The store ${store} is complete up to there.\n`);
    expect(readdirSync('.')).toEqual(files);
    expect((await largesse('verify', '--store', store)).status).toBe(0);
  });
});

describe('in a process of its own', () => {
  test('leaves its log in the current folder, whole also where its reader goes away', async () => {
    const { status, out, err } = await shell(
      'largesse demo | head -1; echo ${PIPESTATUS[0]}; largesse verify largesse-demo.jsonl | tail -1',
      path,
    );
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe('An evening in the live stream of bea\n0\nEvery invariant holds.\n');
  });

  test('where it cannot write, its log goes to the folder for temporary files, and it is said', async () => {
    // No one, not even root, writes into /proc.
    const { status, out, err } = await shell(`cd /proc && TMPDIR='${path}' largesse demo`, path);
    expect(status).toBe(0);
    expect(err).toContain('note: cannot write largesse-demo.jsonl: ');
    expect(err).toContain(`the log goes to ${at('largesse-demo.jsonl')}`);
    expect(out).toContain(`verify ${at('largesse-demo.jsonl')}`);
    expect(readdirSync(path)).toContain('largesse-demo.jsonl');
  });
});
