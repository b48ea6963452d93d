import { either as E } from 'fp-ts';
import { CoinsText, DiamondsText, MoneyText } from './amount-text.js';

describe.each([CoinsText, DiamondsText, MoneyText])('$name', (codec) => {
  const greatest = 10n ** 64n - 1n;

  test.each([0n, 1n, greatest])('%s is an amount, and comes back from its text', (amount) => {
    expect(codec.is(amount)).toBe(true);
    expect(codec.decode(String(amount))).toEqual(E.right(amount));
  });

  test.each([-1n, greatest + 1n])('%s is none: nobody could read its text', (amount) => {
    expect(codec.is(amount)).toBe(false);
    expect(E.isLeft(codec.decode(String(amount)))).toBe(true);
  });
});
