import type { Package, Policy } from '@largesse/domain';
import * as fc from 'fast-check';
import { mostOf } from './most-of.js';

const most = Number.MAX_SAFE_INTEGER;

const gifts = [
  { id: 'rose', name: 'Rose', coins: 1 },
  { id: 'lion', name: 'Lion', coins: 29_999 },
  { id: 'sun', name: 'Sun', coins: most },
];

const dollars = { channel: 'web', region: 'US', currency: 'USD' } as const;
const yen = { channel: 'ios', region: 'JP', currency: 'JPY' } as const;

/** The coins on sale in random histories, at one price under every policy. */
export const packages: readonly Package[] = [
  { id: 'small', ...dollars, coins: 70, bonusCoins: 5, price: 74, tax: 5, storeFee: 0 },
  { id: 'small', ...yen, coins: 70, bonusCoins: 0, price: 120, tax: 11, storeFee: 36 },
  { id: 'big', ...dollars, coins: 1e6, bonusCoins: 0, price: 999_999, tax: 1, storeFee: 299_999 },
  { id: 'huge', ...dollars, coins: most, bonusCoins: most, price: most, tax: 0, storeFee: 1 },
];

const payouts = [
  { currency: 'USD', minorPerDiamond: '1/2', fee: 25 },
  { currency: 'JPY', minorPerDiamond: '173/340', fee: 0 },
];

/**
 * A policy for random histories: little is on sale, so that commands meet, but with yen and
 * dollars, rates that leave a remainder, and amounts next to 2^53.
 */
export const smallPolicy = (): fc.Arbitrary<Policy> =>
  fc.record({
    version: fc.constantFrom('p1', 'p2', 'p3'),
    effectiveFrom: fc.constantFrom(
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T18:00:00.002Z',
      '2026-03-01T18:00:00.004Z',
    ),
    gifts: someOf(gifts),
    packages: someOf(packages),
    diamondsPerCoin: fc.constantFrom('1/1', '173/340', '1/3', '2/1', `${String(most)}/7`),
    commissionBps: fc.constantFrom(5_000, 0, 1, 3_333, 9_999, 10_000),
    payout: fc.record({
      currencies: someOf(payouts),
      minimumDiamonds: fc.constantFrom(0, 10),
    }),
  });

const someOf = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> =>
  mostOf(...items.map((item) => fc.constant(item)));
