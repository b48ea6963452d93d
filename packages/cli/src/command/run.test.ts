import { history, judge, sample } from '@largesse/testing';
import { formatBalances } from '@largesse/audit';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { folder, linesOf, scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';
import { summaryOf } from '../../test/printed.js';

const { at, put, read } = folder();

/** Runs a scenario and gives what it left behind. */
const outcome = async (path: string) => {
  const { status, err } = await largesse('run', path, '--log', at('log'), '--rejections', at('no'));
  const balances = await largesse('balances', at('log'), '--format', 'csv');
  return { status, err, log: read('log'), rejections: read('no'), balances: balances.out };
};

const reversed = (line: string): string => {
  const turn = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const fields = Object.entries(value).reverse();
    return Object.fromEntries(fields.map(([name, inner]) => [name, turn(inner)]));
  };
  return JSON.stringify(turn(JSON.parse(line)));
};

const spaced = (line: string): string =>
  ` \t${JSON.stringify(JSON.parse(line), null, 1).replaceAll('\n', ' \r ')} `;

describe('a given scenario', () => {
  test('comes out byte for byte, and verifies', async () => {
    const expected = scenario('rules.balances.csv');
    const { status, err, rejections, balances } = await outcome(scenario('rules.jsonl'));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(balances).toBe(readFileSync(expected, 'utf8'));
    expect(rejections).toBe(readFileSync(scenario('rules.rejections.csv'), 'utf8'));
    const verified = await largesse('verify', at('log'), '--expect', expected);
    expect(verified.status).toBe(0);
    expect(verified.out).toContain('Every invariant holds; the balances are those expected.');
  });

  test('gives the same bytes each time', async () => {
    expect(await outcome(scenario('rules.jsonl'))).toEqual(await outcome(scenario('rules.jsonl')));
  });

  const lines = linesOf(scenario('rules.jsonl'));
  test.each<readonly [string, string]>([
    ['CR LF at the ends of lines', `${lines.join('\r\n')}\r\n`],
    ['no line feed at its end', lines.join('\n')],
    ['the fields in another order', `${lines.map(reversed).join('\n')}\n`],
    ['white space everywhere', `${lines.map(spaced).join('\n')}\n`],
    ['escapes for letters', `${lines.join('\n')}\n`.replaceAll('"type"', '"t\\u0079pe"')],
  ])('comes to the same with %s', async (_, text) => {
    expect(await outcome(put('same.jsonl', text))).toEqual(await outcome(scenario('rules.jsonl')));
  });
});

test('an empty file is a scenario of no commands', async () => {
  const { status, log, rejections, balances } = await outcome(put('empty.jsonl', ''));
  expect(status).toBe(0);
  expect(log.split('\n')).toHaveLength(3);
  expect(rejections).toBe('commandId,code\n');
  expect(balances).toBe('account,asset,amount\n');
  expect((await largesse('verify', at('log'))).status).toBe(0);
});

test('integers may be written as JSON allows: 1.0, 1e2, -0', async () => {
  const lines = linesOf(scenario('rules.jsonl'));
  const policy = lines.find((line) => line.includes('"PublishPolicy"')) ?? '';
  const written = policy
    .replace(/"commandId": ?"[^"]*"/, '"commandId":"again"')
    .replace(/"version": ?"[^"]*"/, '"version":"again"')
    .replace(/"bonusCoins": ?0/, '"bonusCoins":-0')
    .replace(/"commissionBps": ?\d+/, '"commissionBps":50e2')
    .replace(/"coins": ?1\b/, '"coins":1.0');
  for (const part of [':-0', '50e2', '1.0']) expect(written).toContain(part);
  const plain = written.replace(':-0', ':0').replace('50e2', '5000').replace('1.0', '1');
  const { status, out, err } = await largesse(
    'run',
    put('forms', `${written}\n${plain}\n`),
    '--json',
  );
  // Equal as JSON values: the second is a retry of the first.
  expect({ status, err, ...summaryOf(out) }).toMatchObject({
    status: 0,
    err: '',
    accepted: 1,
    retried: 1,
  });
});

test('names that every object has are ids like others', async () => {
  const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const bought = ids.map((id, i) => ({
    ...sample.BuyCoins,
    commandId: id,
    walletId: id,
    payment: { ...sample.BuyCoins.payment, reference: `pi_${String(i)}` },
  }));
  const given = {
    ...sample.SendGift,
    commandId: 'g',
    walletId: '__proto__',
    creatorId: 'constructor',
  };
  const text = [sample.PublishPolicy, ...bought, given].map((command) => JSON.stringify(command));
  const { status, balances } = await outcome(put('ids.jsonl', text.join('\n')));
  expect(status).toBe(0);
  for (const line of [
    'wallet:__proto__,COIN,5120',
    'wallet:toString,COIN,7120',
    'creator:constructor,DIAMOND,1000.0000',
  ])
    expect(balances).toContain(`\n${line}\n`);
  expect((await largesse('verify', at('log'))).status).toBe(0);
});

test('a history comes out as the referee judges it, and its log verifies', async () => {
  await fc.assert(
    fc.asyncProperty(history({ maxLength: 25 }), async (commands) => {
      const path = put(
        'h.jsonl',
        commands.map((command) => `${JSON.stringify(command)}\n`).join(''),
      );
      const { refusals, balances } = judge(commands);
      const first = await outcome(path);
      expect(first).toEqual({
        status: 0,
        err: '',
        log: expect.any(String) as unknown,
        rejections: ['commandId,code', ...refusals.map((r) => `${r.commandId},${r.code}`), ''].join(
          '\n',
        ),
        balances: formatBalances(balances),
      });
      const expected = put('h.csv', first.balances);
      expect((await largesse('verify', at('log'), '--expect', expected)).status).toBe(0);
      expect((await outcome(path)).log).toBe(first.log);
    }),
    { numRuns: 25 },
  );
});

describe('the summary', () => {
  const rejections = linesOf(scenario('rules.rejections.csv')).slice(1);

  test('counts everything once, for programs', async () => {
    const { out } = await largesse('run', scenario('rules.jsonl'), '--json');
    const summary = summaryOf(out);
    const byCode: Record<string, number> = {};
    for (const line of rejections) {
      const [, code = ''] = line.split(',');
      byCode[code] = (byCode[code] ?? 0) + 1;
    }
    expect(summary).toEqual({
      commands: 74,
      accepted: 37,
      retried: 3,
      refused: byCode,
      events: 37,
      seconds: expect.any(Number) as unknown,
    });
    expect(summary.accepted + summary.retried + rejections.length).toBe(summary.commands);
  });

  test('says the same to people, with the files written', async () => {
    const { out } = await largesse('run', scenario('rules.jsonl'), '--log', at('told'));
    expect(out).toMatch(
      / commands +74\n accepted +37\n retried +3\n refused +34\n {3}coins_insufficient +5\n/,
    );
    expect(out).toMatch(/ events +37\n time +\d+\.\d\d s\n/);
    expect(out).toContain(`written: ${at('told')}`);
  });
});
