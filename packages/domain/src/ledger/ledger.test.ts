import { history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { postingsOf } from '../event/gifting-events.js';
import { account, isOutside } from './account.js';
import { Books } from './books.js';
import { Ledger } from './ledger.js';

test('the postings of every event sum to zero for each asset', () => {
  fc.assert(
    fc.property(history(), (commands) => {
      for (const { event } of judge(commands).events) {
        const sums = new Map<string, bigint>();
        for (const { asset, amount } of postingsOf(event))
          sums.set(asset, (sums.get(asset) ?? 0n) + amount);
        expect([...sums.values()].every((sum) => sum === 0n)).toBe(true);
      }
    }),
  );
});

test('folds and postings give the same balances after every event, none below zero', () => {
  fc.assert(
    fc.property(history(), (commands) => {
      const [books, ledger] = [new Books(), new Ledger()];
      for (const positioned of judge(commands).events) {
        books.add(positioned);
        ledger.add(positioned);
        expect(books.balances()).toEqual(ledger.balances());
        expect(ledger.balances().every(({ amount }) => amount >= 0n)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

test('events that come again are not booked again', () => {
  fc.assert(
    fc.property(history(), fc.nat({ max: 60 }), (commands, length) => {
      const { events } = judge(commands);
      for (const make of [() => new Books(), () => new Ledger()]) {
        const [once, again] = [make(), make()];
        for (const positioned of events) once.add(positioned);
        for (const positioned of events.flatMap((one) => [one, one])) again.add(positioned);
        for (const positioned of events.slice(0, length)) again.add(positioned);
        expect(again.balances()).toEqual(once.balances());
      }
    }),
    { numRuns: 50 },
  );
});

test('coins in wallets are those issued less those spent', () => {
  fc.assert(
    fc.property(history(), (commands) => {
      const ledger = new Ledger();
      for (const positioned of judge(commands).events) ledger.add(positioned);
      const held = ledger.balances().filter(({ asset }) => asset === 'COIN');
      expect(held.reduce((sum, { amount }) => sum + amount, 0n)).toBe(
        -ledger.balance(account.coinsIssued, 'COIN') - ledger.balance(account.coinsSpent, 'COIN'),
      );
      expect(ledger.balances().some((row) => isOutside(row.account))).toBe(false);
    }),
  );
});

test('an account that was touched is listed at zero too; one that was not has nothing', () => {
  const ledger = new Ledger();
  expect(ledger.balance('wallet:ann', 'COIN')).toBe(0n);
  expect(ledger.balances()).toEqual([]);
});
