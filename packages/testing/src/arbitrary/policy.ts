import type { Gift, Package, PayoutCurrency, Policy } from '@largesse/domain';
import * as fc from 'fast-check';
import { amount, channel, currency, id, instant, ratioText, text } from './scalar.js';

const few = { maxLength: 3 } as const;

/** Any policy that the codec lets through: nothing in it need fit anything else. */
export const policy = (): fc.Arbitrary<Policy> =>
  fc.record({
    version: text(),
    effectiveFrom: instant(),
    gifts: fc.uniqueArray(gift(), { ...few, selector: (item) => item.id }),
    packages: fc.uniqueArray(coinPackage(), {
      ...few,
      selector: (item) => JSON.stringify([item.id, item.channel, item.region]),
    }),
    diamondsPerCoin: ratioText(),
    commissionBps: fc.integer({ min: 0, max: 10_000 }),
    payout: fc.record({
      currencies: fc.uniqueArray(payoutCurrency(), {
        ...few,
        selector: (item) => item.currency,
      }),
      minimumDiamonds: amount(0),
    }),
  });

const gift = (): fc.Arbitrary<Gift> => fc.record({ id: id(), name: text(), coins: amount(1) });

const coinPackage = (): fc.Arbitrary<Package> =>
  fc
    .record({
      id: id(),
      channel: channel(),
      region: text(),
      coins: amount(1),
      bonusCoins: amount(0),
      currency: currency(),
      price: amount(1),
      tax: amount(0),
      storeFee: amount(0),
    })
    .map((item) => {
      const tax = Math.min(item.tax, item.price);
      return { ...item, tax, storeFee: Math.min(item.storeFee, item.price - tax) };
    });

const payoutCurrency = (): fc.Arbitrary<PayoutCurrency> =>
  fc.record({ currency: currency(), minorPerDiamond: ratioText(), fee: amount(0) });
