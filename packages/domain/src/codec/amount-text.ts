import * as t from 'io-ts';
import { coins, diamonds, money, type Amount } from '../amount/amount.js';

/** Wide enough for the largest gift at the largest rate: 2^53 × 10^6 × 2^53 × 10^4. */
const DIGITS = /^(?:0|[1-9]\d{0,63})$/;
const LIMIT = 10n ** 64n;

/** An amount as events keep it: a text of decimal digits, since JSON numbers are exact only below 2^53. */
const amountText = <A extends Amount<string>>(
  what: string,
  brand: (amount: bigint) => A,
): t.Type<A, string> =>
  new t.Type(
    what,
    (value): value is A => typeof value === 'bigint' && value >= 0n && value < LIMIT,
    (value, context) =>
      typeof value === 'string' && DIGITS.test(value)
        ? t.success(brand(BigInt(value)))
        : t.failure(value, context),
    // Not `String` itself: a call that V8 cannot see through.
    (amount) => String(amount),
  );

export const CoinsText = amountText('coins as a text of digits', coins);
export const DiamondsText = amountText(
  'ten-thousandths of a diamond as a text of digits',
  diamonds,
);
export const MoneyText = amountText('minor units as a text of digits', money);
