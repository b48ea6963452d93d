import { largesse } from '../test/largesse.js';

test('--help names every command, and each command says what it takes', async () => {
  const { status, out } = await largesse('--help');
  expect(status).toBe(0);
  for (const command of ['run', 'balances', 'verify', 'export', 'import', 'store', 'demo']) {
    expect(out).toContain(`\n  ${command} `);
    const its = await largesse(command, '--help');
    expect(its).toMatchObject({ status: 0, err: '' });
    expect(its.out).toContain(`Usage: largesse ${command}`);
  }
});

test('--version prints the version alone', async () => {
  for (const option of ['--version', '-v'])
    expect(await largesse(option)).toEqual({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown,
      err: '',
    });
});

test('without arguments the help is printed, and nothing counts as done', async () => {
  const { status, out, err } = await largesse();
  expect(status).toBe(2);
  expect(out + err).toContain('Usage: largesse');
});

test.each<readonly [readonly string[], string]>([
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['rum', 'x'], '(Did you mean run?)'],
  [['verfiy', 'x'], '(Did you mean verify?)'],
  [['run'], "missing required argument 'scenario'"],
  [['verify'], 'name a log file, or a store, with --store or in LARGESSE_STORE'],
  [['import', 'a.log', 'sqlite:b.db'], 'a store is named with --store'],
  [['export', 'sqlite:b.db', 'a.log'], 'a store is named with --store'],
  [['store', 'info', 'postgres://db/app'], 'a store is named with --store'],
  [['export', 'x'], 'name a store, with --store or in LARGESSE_STORE'],
  [['import'], "missing required argument 'log'"],
  [['store', 'inof'], '(Did you mean info?)'],
  [['run', 'a', 'b', 'c'], 'too many arguments'],
  [['demo', 'x'], 'too many arguments'],
  [['run', '--lgo', 'x', 'y'], '(Did you mean --log?)'],
  [['run', 'x', '--log'], "'--log <file>' argument missing"],
  [['--json', 'run', 'x'], "unknown option '--json'"],
  [['balances', 'x', '--format', 'xml'], 'Allowed choices are table, csv, json.'],
  [['balances', 'x', '--format', 'csv', '--json'], 'cannot be used with'],
  [['verify', 'x', '--expect', 'a', '--expect', 'b'], "'--expect <balances>' is given twice"],
  [['run', 'x', '--log', 'a', '--json', '--log=a'], "'--log <file>' is given twice"],
  [['balances', 'x', '--format', 'csv', '--format', 'json'], "'--format <format>' is given twice"],
  [['store', 'info', '--store', 'memory', '--store', 'memory'], "'--store <address>' is given"],
  [['balances', 'x', '--position', '-1'], 'Expected a whole number'],
  [['balances', 'x', '--position', 'abc'], 'Expected a whole number'],
  [['balances', 'x', '--position', '1.5'], 'Expected a whole number'],
  [['balances', 'x', '--position', ''], 'Expected a whole number'],
  [['balances', 'x', '--position', '0x10'], 'Expected a whole number'],
  [['balances', 'x', '--position', '9007199254740992'], 'up to 9007199254740991'],
])('largesse %j is refused in a few words', async (args, message) => {
  const { status, out, err } = await largesse(...args);
  expect(status).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(message);
  expect(err.length).toBeLessThan(400);
  expect(err).toContain('--help');
});

test('no listener for signals is left behind', async () => {
  const before = process.listenerCount('SIGINT');
  await largesse('--version');
  await largesse('run', 'no-such-file');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
