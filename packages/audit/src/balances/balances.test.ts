import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchStamp } from '@largesse/core';
import { decodeCommand, type Balance, type Command } from '@largesse/domain';
import { history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { either as E } from 'fp-ts';
import { evening } from '../../test/evening.js';
import { chunks, linesOf, logOf, record } from '../../test/log-support.js';
import { readLog } from '../log/read-log.js';
import { formatBalances, parseBalances } from './balances-csv.js';
import { compareBalances } from './compare-balances.js';
import { foldLog, type Until } from './fold-log.js';

const log = logOf(record(evening));
const fold = (until?: Until, file = log) => foldLog(readLog(chunks(file)), until);
const csv = async (until?: Until) => formatBalances((await fold(until)).books.balances());

test.each(['rules'])(
  'the balances of %s are those of the scenario, byte for byte',
  async (name) => {
    const path = join(__dirname, '../../../../examples/scenarios', name);
    const commands = readFileSync(`${path}.jsonl`, 'utf8')
      .split('\n')
      .flatMap((line): Command[] => {
        if (line === '') return [];
        const decoded = decodeCommand(JSON.parse(line));
        if (E.isLeft(decoded)) throw new Error(decoded.left.message);
        return [decoded.right];
      });
    const { books, complete } = await fold({}, logOf(record(commands)));
    expect(formatBalances(books.balances())).toBe(readFileSync(`${path}.balances.csv`, 'utf8'));
    expect(complete).toBe(true);
  },
);

test('the balances of any log are those of the referee', async () => {
  await fc.assert(
    fc.asyncProperty(history(), async (commands) => {
      const { books } = await fold({}, logOf(record(commands)));
      expect(compareBalances(judge(commands).balances, books.balances())).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('a log is folded up to a position', async () => {
  expect(await csv({ position: 3 })).toBe(
    'account,asset,amount\ncreator:bea,DIAMOND,111.1166\nplatform:commission,DIAMOND,55.5500\n' +
      'platform:proceeds,USD,681\nplatform:store-fees,USD,9\nplatform:tax,USD,50\nwallet:ann,COIN,207\n',
  );
  expect(await csv({ position: 0 })).toBe('account,asset,amount\n');
  expect(await fold({ position: 3 })).toMatchObject({ folded: 3, events: 9, position: 9 });
});

test('a log is folded up to a time, each event by its own, in the order of the log', async () => {
  // Position 8 happened at 18:00:04.500, before position 7 at 18:00:05.000.
  const { books, folded } = await fold({ at: '2026-03-01T18:00:04.500Z' });
  expect(folded).toBe(7);
  expect(books.creators.states.get('bea')?.state.inPayout).toBe(1_600_000n);
});

test('a log without an end line says so', async () => {
  const cut = `${linesOf(log).slice(0, 5).join('\n')}\n`;
  expect(await fold({}, cut)).toMatchObject({ complete: false, events: 4, position: 4 });
});

describe('a batch that is not whole is named where it first shows, and folded as it is', () => {
  const events = record(evening);
  const stamped = (stamps: Readonly<Record<number, Partial<BatchStamp>>>): string =>
    logOf(events.map((event, i) => ({ ...event, batch: { ...event.batch, ...stamps[i] } })));
  const [first = '', second = ''] = events.map(({ batch }) => batch.key);
  const rows: readonly [string, Parameters<typeof stamped>[0], number, string][] = [
    ['the rest is missing', { 0: { size: 2 } }, 3, `batch "${first}" is cut by "${second}"`],
    ['the beginning is missing', { 1: { index: 1, size: 2 } }, 3, 'begins with event 1 of 2'],
    ['the log ends in it', { 8: { size: 2 } }, 11, 'its last events are missing'],
  ];
  test.each(rows)('%s', async (_, stamps, line, message) => {
    const file = stamped(stamps);
    const { books, torn } = await fold({}, file);
    const byte =
      Buffer.byteLength(
        linesOf(file)
          .slice(0, line - 1)
          .join('\n'),
      ) + 1;
    expect(torn).toEqual({ line, byte, message: expect.stringContaining(message) as unknown });
    expect(formatBalances(books.balances())).toBe(await csv());
  });

  test('no batch of a log as it was written', async () => {
    expect((await fold()).torn).toBeUndefined();
    const two = { key: 'two', fingerprint: 'f'.repeat(64), size: 2 };
    const whole = stamped({ 0: { ...two, index: 0 }, 1: { ...two, index: 1 } });
    expect((await fold({}, whole)).torn).toBeUndefined();
  });
});

const balances: readonly Balance[] = [
  { account: 'creator:bea', asset: 'DIAMOND', amount: -5n },
  { account: 'creator:bea:paid', asset: 'EUR', amount: 2n ** 70n },
  { account: 'creator:bea:paid', asset: 'USD', amount: 0n },
  { account: 'wallet:__proto__', asset: 'COIN', amount: -1n },
];

test('balances come back as they were written', () => {
  const text = formatBalances([...balances].reverse());
  expect(text.split('\n').slice(0, 3)).toEqual([
    'account,asset,amount',
    'creator:bea,DIAMOND,-0.0005',
    'creator:bea:paid,EUR,1180591620717411303424',
  ]);
  expect(parseBalances(text)).toEqual(E.right(balances));
});

test('what spreadsheets do to a file of balances is taken', () => {
  const text = formatBalances(balances);
  const rows = text.trimEnd().split('\n');
  const [header = '', ...others] = rows;
  const saved = `\uFEFF${[header, ...others.reverse()].join('\r\n')}`;
  expect(parseBalances(saved)).toEqual(E.right(balances));
});

test.each([
  ['', 1, 'expected the header account,asset,amount'],
  ['account;asset;amount\n', 1, 'expected the header'],
  ['account,asset,amount\n\nwallet:a,COIN,1\n', 2, 'the line is empty'],
  ['account,asset,amount\nwallet:a,COIN\n', 2, 'expected three fields'],
  ['account,asset,amount\nwallet:a,COIN,1,\n', 2, 'expected three fields'],
  ['account,asset,amount\n"wallet:a",COIN,1\n', 2, 'account: expected'],
  ['account,asset,amount\nwallet:a,coin,1\n', 2, 'asset: expected'],
  ['account,asset,amount\nwallet:a,COIN,1.0\n', 2, 'amount: expected a whole number of COIN'],
  ['account,asset,amount\nwallet:a,COIN,01\n', 2, 'amount: expected a whole number'],
  ['account,asset,amount\nwallet:a,COIN,-0\n', 2, 'amount: expected a whole number'],
  [
    'account,asset,amount\ncreator:a,DIAMOND,1\n',
    2,
    'amount: expected diamonds with four decimals',
  ],
  [
    'account,asset,amount\ncreator:a,DIAMOND,-0.0000\n',
    2,
    'amount: expected diamonds with four decimals',
  ],
  ['account,asset,amount\nwallet:a,COIN,1\nwallet:a,COIN,1\n', 3, 'wallet:a,COIN is there twice'],
])('%j is no file of balances, and line %i says why', (text, line, message) => {
  const parsed = parseBalances(text);
  expect(parsed).toMatchObject({ _tag: 'Left', left: { code: 'balances_malformed', line } });
  if (E.isLeft(parsed)) expect(parsed.left.message).toContain(`line ${String(line)}: ${message}`);
});

test('a comparison lists what differs, what is missing and what is too much, in order', () => {
  const row = (account: string, amount: bigint): Balance => ({ account, asset: 'COIN', amount });
  const expected = [row('wallet:b', 1n), row('wallet:c', 2n), row('wallet:a', 3n)];
  const actual = [row('wallet:d', 4n), row('wallet:c', 2n), row('wallet:b', 9n)];
  expect(compareBalances(expected, actual)).toEqual([
    { account: 'wallet:a', asset: 'COIN', expected: 3n },
    { account: 'wallet:b', asset: 'COIN', expected: 1n, actual: 9n },
    { account: 'wallet:d', asset: 'COIN', actual: 4n },
  ]);
  expect(compareBalances(expected, [...expected].reverse())).toEqual([]);
});
