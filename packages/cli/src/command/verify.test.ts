import { readFileSync } from 'node:fs';
import { folder, linesOf, scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';
import { reportOf } from '../../test/printed.js';

const { at, put, read } = folder();
const log = at('log');
const expected = readFileSync(scenario('rules.balances.csv'), 'utf8');

beforeAll(async () => {
  await largesse('run', scenario('rules.jsonl'), '--log', log);
});

const joined = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

test('a good log: every invariant by name, exit status 0', async () => {
  const { status, out, err } = await largesse('verify', log);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toContain('37 events up to position 37');
  expect(out.match(/ holds\n/g)).toHaveLength(13);
  expect(out).toMatch(/Every invariant holds\.\n$/);
});

test('--json says the same to programs', async () => {
  const { status, out } = await largesse(
    'verify',
    log,
    '--json',
    '--expect',
    scenario('rules.balances.csv'),
  );
  const report = reportOf(out);
  expect(status).toBe(0);
  expect(report).toMatchObject({
    held: true,
    events: 37,
    position: 37,
    violations: [],
    differences: [],
  });
  expect(report.invariants).toHaveLength(13);
  expect(report.invariants[0]).toEqual({ invariant: 'log_chain', held: true, violations: 0 });
});

describe('a log that somebody had a hand in', () => {
  const broken = async (lines: readonly string[], invariant: string): Promise<void> => {
    const path = put('broken', joined(lines));
    const { status, out, err } = await largesse('verify', path);
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out).toMatch(new RegExp(` ${invariant} +BROKEN \\(\\d+\\)\n`));
    expect(out).toMatch(/\nviolations:\n {2}\w+: line \d+, byte \d+/);
    expect(out).toMatch(/\n\d+ violations?\.\n$/);
    const json = await largesse('verify', path, '--json');
    const report = reportOf(json.out);
    expect({ status: json.status, held: report.held }).toEqual({ status: 1, held: false });
    expect(report.violations).toContainEqual(
      expect.objectContaining({ invariant, line: expect.any(Number) as unknown }),
    );
  };
  const lines = () => linesOf(log);
  const purchase = () => lines().findIndex((line) => line.includes('"CoinsPurchased"'));

  test('one amount changed', async () => {
    const changed = lines().map((line, i) =>
      i === purchase() ? line.replace(/"coins":"(\d+)"/, '"coins":"1$1"') : line,
    );
    await broken(changed, 'log_chain');
    await broken(changed, 'justified');
  });

  test('two lines swapped', async () => {
    const i = purchase();
    const [a = '', b = ''] = lines().slice(i, i + 2);
    await broken(lines().toSpliced(i, 2, b, a), 'positions');
  });

  test('one event twice', async () => {
    const i = purchase();
    await broken(lines().toSpliced(i, 0, lines()[i] ?? ''), 'takes_effect_once');
  });

  test('one event lost', async () => {
    await broken(lines().toSpliced(purchase(), 1), 'log_chain');
  });

  test('the end lost, or all but the header', async () => {
    await broken(lines().slice(0, -1), 'log_complete');
    await broken(lines().slice(0, 1), 'log_complete');
  });

  test('many violations are counted, and the first shown', async () => {
    const all = lines().map((line, i) => (i === 0 ? line : line.replace(/"hash":"./, '"hash":"')));
    const other = lines().map((line) => line.replace(/"hash":".{4}/, '"hash":"0000'));
    expect((await largesse('verify', put('many', joined(all)))).status).toBe(2);
    const { status, out } = await largesse('verify', put('many', joined(other)));
    expect(status).toBe(1);
    expect(out).toMatch(/and \d+ more; --json shows up to 1000/);
  });
});

describe('what is no log', () => {
  test.each<readonly [string, () => string | Uint8Array, string]>([
    ['nothing', () => '', 'the file is empty'],
    ['a scenario', () => readFileSync(scenario('rules.jsonl')), 'it looks like a scenario; run it'],
    ['balances', () => expected, 'it is a file of balances'],
    ['bytes', () => Buffer.from([0, 1, 2, 255]), 'not a Largesse log'],
    ['a line cut off', () => read('log').slice(0, 2000), 'cut off within this line'],
  ])('%s is unusable', async (_, content, message) => {
    const { status, out, err } = await largesse('verify', put('other', content()));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(err.length).toBeLessThan(400);
  });
});

describe('--expect', () => {
  const compare = async (text: string) =>
    largesse('verify', log, '--expect', put('expected', text));

  test('takes what a spreadsheet does to a file', async () => {
    const rows = expected.trimEnd().split('\n');
    const text = `\uFEFF${[rows[0], ...rows.slice(1).reverse()].join('\r\n')}`;
    expect((await compare(text)).status).toBe(0);
  });

  test.each([
    [
      'another amount',
      (text: string) =>
        text.replace('creator:bea,DIAMOND,137.4444', 'creator:bea,DIAMOND,137.4445'),
      'creator:bea DIAMOND: expected 137.4445, the log comes to 137.4444',
    ],
    [
      'an account too many',
      (text: string) => `${text}wallet:zoe,COIN,1\n`,
      'wallet:zoe COIN: expected 1, the log comes to nothing',
    ],
    [
      'an account missing',
      (text: string) => text.replace('creator:bea,DIAMOND,137.4444\n', ''),
      'creator:bea DIAMOND: expected nothing, the log comes to 137.4444',
    ],
  ])('%s is a difference', async (_, change, difference) => {
    const { status, out } = await compare(change(expected));
    expect(status).toBe(1);
    expect(out).toContain(`\ndifferences:\n  ${difference}\n`);
    expect(out).toContain('Every invariant holds; 1 difference from the balances expected.');
    const { differences, held } = reportOf(
      (await largesse('verify', log, '--json', '--expect', at('expected'))).out,
    );
    expect(held).toBe(false);
    expect(differences).toHaveLength(1);
  });

  test.each([
    ['another header', 'account,amount\n', 'line 1: expected the header account,asset,amount'],
    ['nothing', '', 'line 1: expected the header'],
    ['no amount', 'account,asset,amount\nwallet:ann,COIN\n', 'line 2: expected three fields'],
    [
      'a fraction of a coin',
      'account,asset,amount\nwallet:ann,COIN,1.5\n',
      'line 2: amount: expected a whole number',
    ],
    [
      'a row twice',
      'account,asset,amount\nwallet:ann,COIN,1\nwallet:ann,COIN,1\n',
      'line 3: wallet:ann,COIN is there twice',
    ],
  ])('%s is unusable', async (_, text, message) => {
    const { status, out, err } = await compare(text);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });

  test('a file that is missing, and standard input twice', async () => {
    expect(await largesse('verify', log, '--expect', at('no'))).toMatchObject({
      status: 2,
      out: '',
    });
    expect((await largesse('verify', '-', '--expect', '-')).err).toContain(
      'cannot both be standard input',
    );
  });
});
