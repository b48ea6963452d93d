import { judge } from '@largesse/testing';
import { either as E } from 'fp-ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeCommand, type Command } from './command.js';
import { formatAmount } from './ledger/balance.js';
import { Ledger } from './ledger/ledger.js';

const file = (name: string): string =>
  readFileSync(join(__dirname, '../../../examples/scenarios', name), 'utf8');

const csv = (head: string, rows: readonly string[]): string => [head, ...rows, ''].join('\n');

const commandsOf = (name: string): readonly Command[] =>
  file(`${name}.jsonl`)
    .trimEnd()
    .split('\n')
    .map((line) => {
      const command = decodeCommand(JSON.parse(line));
      if (E.isLeft(command)) throw new Error(command.left.message);
      return command.right;
    });

/** What another author's implementation of the same rules computed, in another language. */
test.each(['rules', 'evening'])('%s comes out byte for byte', (name) => {
  const { events, balances, refusals } = judge(commandsOf(name));
  const rows = (all: typeof balances) =>
    all.map((one) => `${one.account},${one.asset},${formatAmount(one)}`);
  const expected = file(`${name}.balances.csv`);
  expect(csv('account,asset,amount', rows(balances))).toBe(expected);
  expect(
    csv(
      'commandId,code',
      refusals.map(({ commandId, code }) => `${commandId},${code}`),
    ),
  ).toBe(file(`${name}.rejections.csv`));

  const ledger = new Ledger();
  for (const positioned of events) ledger.add(positioned);
  expect(csv('account,asset,amount', rows(ledger.balances()))).toBe(expected);
});
