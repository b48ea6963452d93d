import { given, sample, samplePolicy } from '@largesse/testing';
import * as fc from 'fast-check';
import type { Package } from '../policy/policy.js';

const most = Number.MAX_SAFE_INTEGER;
const { at, payment } = sample.BuyCoins;

/** What the sample purchase comes to if its package is another. */
const buy = (fields: Partial<Package>) => {
  const packages = samplePolicy.packages.map((sold) => ({ ...sold, ...fields }));
  const policy = { ...samplePolicy, packages };
  const amount = fields.price ?? payment.amount;
  const { outcome } = given({ type: 'PolicyPublished', at, data: { policy } }).when({
    ...sample.BuyCoins,
    payment: { ...payment, amount },
  });
  return outcome._tag === 'Right' ? outcome.right[0].data : outcome.left.code;
};

test('coins and bonus are credited together, exactly beyond 2^53 too', () => {
  const count = fc.oneof(fc.nat(), fc.integer({ min: most - 9, max: most }));
  fc.assert(
    fc.property(count, count, (coins, bonusCoins) => {
      expect(buy({ coins, bonusCoins })).toMatchObject({
        coins: BigInt(coins) + BigInt(bonusCoins),
      });
    }),
    { examples: [[most, most - 1]] },
  );
});

test('price, tax and store fee are those of the package', () => {
  expect(buy({ price: most, tax: 1, storeFee: most - 1 })).toMatchObject({
    price: 9007199254740991n,
    tax: 1n,
    storeFee: 9007199254740990n,
  });
});

test('the same reference at another provider is another payment', () => {
  const policy = { type: 'PolicyPublished', at, data: { policy: samplePolicy } } as const;
  const first = given(policy).when(sample.BuyCoins).outcome;
  const before = first._tag === 'Right' ? first.right : [];
  const other = { ...sample.BuyCoins, payment: { ...payment, provider: 'paypal' } };
  expect(given(policy, ...before).when(other).outcome._tag).toBe('Right');
  given(policy, ...before)
    .when(sample.BuyCoins)
    .thenRefused('payment_already_used');
});
