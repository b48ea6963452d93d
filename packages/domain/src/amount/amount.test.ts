import * as fc from 'fast-check';
import {
  coins,
  diamonds,
  formatDiamonds,
  minus,
  money,
  plus,
  wholeDiamonds,
  type Coins,
  type Diamonds,
} from './amount.js';

test('coins, diamonds and monies do not mix', () => {
  const [c, d, m] = [coins(1), diamonds(1), money(1)];
  // @ts-expect-error diamonds are not added to coins
  plus<Coins>(c, d);
  // @ts-expect-error money is not taken from diamonds
  minus<Diamonds>(d, m);
  // @ts-expect-error a plain number of something is not an amount of coins
  const unbranded: Coins = 1n;
  // @ts-expect-error coins are not diamonds
  const wrong: Diamonds = c;
  // @ts-expect-error what is added has one unit, also when none is named
  plus(c, m);
  expect([unbranded, wrong]).toEqual([1n, 1n]);
});

test('sums stay exact beyond 2^53', () => {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  const sum = Array<Coins>(1000)
    .fill(coins(most))
    .reduce(plus<Coins>, coins(1));
  expect(sum).toBe(9007199254740991001n);
  expect(minus(sum, coins(most * 1000n))).toBe(1n);
});

test('what is added and taken away again leaves what was there', () => {
  fc.assert(
    fc.property(
      fc.bigInt(),
      fc.bigInt(),
      (a, b) => minus(plus(coins(a), coins(b)), coins(b)) === a,
    ),
  );
});

test('a number that is not whole is no amount', () => {
  for (const fraction of [0.5, NaN, Infinity]) expect(() => coins(fraction)).toThrow(RangeError);
});

test.each([
  [0n, '0.0000'],
  [1n, '0.0001'],
  [-1n, '-0.0001'],
  [10_000n, '1.0000'],
  [12_345n, '1.2345'],
  [-12_005n, '-1.2005'],
  [90071992547409910001n, '9007199254740991.0001'],
])('%d ten-thousandths print as %s', (amount, text) => {
  expect(formatDiamonds(amount)).toBe(text);
});

test('whole diamonds print with nothing after the point', () => {
  fc.assert(
    fc.property(fc.bigInt(), (n) => formatDiamonds(wholeDiamonds(n)) === `${String(n)}.0000`),
  );
});
