import { readFileSync } from 'node:fs';
import { sample } from '@largesse/testing';
import { folder, linesOf, scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';
import { balancesOf } from '../../test/printed.js';
import { rewritten } from '../../test/rewritten.js';

const { at, put, read } = folder();
const log = at('log');
const expected = readFileSync(scenario('rules.balances.csv'), 'utf8');

beforeAll(async () => {
  await largesse('run', scenario('rules.jsonl'), '--log', log);
});

const csv = async (...args: readonly string[]) =>
  largesse('balances', log, '--format', 'csv', ...args);

test('csv is the balances file of the scenario rules', async () => {
  expect(await csv()).toEqual({ status: 0, out: expected, err: '' });
});

test('json has the same rows, amounts as texts', async () => {
  const { out } = await largesse('balances', log, '--format', 'json');
  const rows = balancesOf(out);
  const lines = rows.map(({ account, asset, amount }) => `${account},${asset},${amount}\n`);
  expect(`account,asset,amount\n${lines.join('')}`).toBe(expected);
  expect((await largesse('balances', log, '--json')).out).toBe(out);
});

test('the table has a row an account, amounts as people write them', async () => {
  const { out } = await largesse('balances', log);
  expect(out.split('\n')).toHaveLength(expected.split('\n').length);
  expect(out).toMatch(/^ account +balance\n/);
  expect(out).toMatch(/ creator:bea +137\.4444 diamonds\n/);
  expect(out).toMatch(/ creator:bea:paid +2\.25 USD\n/);
  expect(out).not.toMatch(/ \n/);
});

describe('--position', () => {
  test('0 is the time before the first event', async () => {
    expect(await csv('--position', '0')).toEqual({
      status: 0,
      out: 'account,asset,amount\n',
      err: '',
    });
  });

  test('a position is included', async () => {
    const first = linesOf(log).findIndex((line) => line.includes('"CoinsPurchased"'));
    expect((await csv('--position', String(first - 1))).out).not.toContain('COIN');
    expect((await csv('--position', String(first))).out).toContain('COIN');
  });

  test('one beyond the log gives all of it, and says so', async () => {
    const { status, out, err } = await csv('--position', '9007199254740991');
    expect({ status, out }).toEqual({ status: 0, out: expected });
    expect(err).toContain('is beyond the log, which ends at 37');
  });
});

describe('--at', () => {
  /** The second of these happened before the first: clocks run backwards. */
  const commands = [
    { ...sample.PublishPolicy, at: '2026-03-01T18:00:00.000Z' },
    { ...sample.BuyCoins, at: '2026-03-01T20:00:00.000Z' },
    { ...sample.SendGift, at: '2026-03-01T19:00:00.000Z', quantity: 5 },
  ];
  const coins = async (time: string): Promise<string> => {
    const path = put('clocks', commands.map((command) => `${JSON.stringify(command)}\n`).join(''));
    await largesse('run', path, '--log', at('clocks.log'));
    const { out } = await largesse('balances', at('clocks.log'), '--format', 'csv', '--at', time);
    return /wallet:ann,COIN,(.*)/.exec(out)?.[1] ?? 'none';
  };

  test('takes the events of that very time, and asks each event by itself', async () => {
    expect(await coins('2026-03-01T18:59:59.999Z')).toBe('none');
    expect(await coins('2026-03-01T19:00:00.000Z')).toBe('-5');
    expect(await coins('2026-03-01T19:59:59.999Z')).toBe('-5');
    expect(await coins('2026-03-01T20:00:00.000Z')).toBe('7115');
  });

  test('before the first event there is nothing, and it is said', async () => {
    const { status, out, err } = await csv('--at', '2020-01-01T00:00:00.000Z');
    expect({ status, out }).toEqual({ status: 0, out: 'account,asset,amount\n' });
    expect(err).toContain('no event of');
  });

  test.each([
    '',
    'now',
    '2026',
    '2026-03-01',
    '2026-03-01T18:00:00Z',
    '2026-03-01T18:00:00.000+01:00',
    '2026-02-29T00:00:00.000Z',
  ])('%j is no time', async (time) => {
    const { status, out, err } = await csv('--at', time);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('expected a real time in UTC such as 2026-03-01T18:00:00.000Z');
  });
});

describe('what is no intact log', () => {
  const refused = async (content: string | Uint8Array, message: string): Promise<void> => {
    const { status, out, err } = await largesse('balances', put('other', content));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(err.length).toBeLessThan(400);
  };
  const lines = () => linesOf(log);
  const joined = (those: readonly string[]): string => `${those.join('\n')}\n`;

  test('is named: nothing, a scenario, balances, bytes', async () => {
    await refused('', 'the file is empty');
    await refused(readFileSync(scenario('rules.jsonl')), 'it looks like a scenario');
    await refused(expected, 'it is a file of balances');
    await refused(Buffer.from([0, 1, 2, 255]), 'not a Largesse log');
    expect((await largesse('balances', at('missing'))).err).toContain('there is no such file');
  });

  test('is refused where lines were changed, lost, moved or repeated', async () => {
    const of = lines();
    await refused(
      joined(of.map((line) => line.replace('"coins":"70"', '"coins":"71"'))),
      'the hash does not fit',
    );
    await refused(joined(of.toSpliced(5, 1)), 'the hash does not fit');
    await refused(joined(of.toSpliced(5, 2, of[6] ?? '', of[5] ?? '')), 'the hash does not fit');
    await refused(joined(of.toSpliced(5, 0, of[5] ?? '')), 'the hash does not fit');
  });

  test('a log without its end line is folded, with a warning', async () => {
    const { status, out, err } = await largesse(
      'balances',
      put('cut', joined(lines().slice(0, -1))),
      '--format',
      'csv',
    );
    expect({ status, out }).toEqual({ status: 0, out: expected });
    expect(err).toContain('has no end line');
    expect((await largesse('balances', put('head', joined(lines().slice(0, 1))))).err).toContain(
      'no end line',
    );
  });

  test('a log with a torn batch is folded, with a warning that names the place', async () => {
    const path = put(
      'torn',
      await rewritten(log, (event) =>
        event.position === 3 ? { ...event, batch: { ...event.batch, size: 2 } } : event,
      ),
    );
    const { status, out, err } = await largesse('balances', path, '--format', 'csv');
    expect({ status, out }).toEqual({ status: 0, out: expected });
    expect(err).toMatch(/^warning: .*: line 5, byte \d+: batch ".*" is cut by ".*"\. .*verify/);
  });

  test('a log cut anywhere within a line is refused, and no cut goes unnoticed', async () => {
    const whole = read('log');
    for (let end = 1; end < whole.length; end += 997) {
      const { status, err } = await largesse('balances', put('cut', whole.slice(0, end)));
      if (whole[end - 1] === '\n') expect(err).toContain('no end line');
      else
        expect({ status, err }).toEqual({
          status: 2,
          err: expect.stringMatching(/cut off|its line feed is missing/) as unknown,
        });
    }
  });
});
