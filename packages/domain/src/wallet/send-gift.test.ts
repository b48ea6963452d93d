import { given, ratioText, sample, samplePolicy } from '@largesse/testing';
import { either as E } from 'fp-ts';
import * as fc from 'fast-check';
import { coins, money } from '../amount/amount.js';
import type { GiftingEvent } from '../event/gifting-events.js';
import type { GiftSent } from './gift-sent.js';

interface Gift {
  readonly price: number;
  readonly quantity: number;
  readonly rate: string;
  readonly bps: number;
}

const at = sample.SendGift.at;

/** Sends a gift from a wallet that has just the coins for it. */
const send = ({ price, quantity, rate, bps }: Gift): GiftSent['data'] => {
  const gifts = [{ id: 'rose', name: 'Rose', coins: price }];
  const policy = { ...samplePolicy, gifts, diamondsPerCoin: rate, commissionBps: bps };
  const before: readonly GiftingEvent[] = [
    { type: 'PolicyPublished', at, data: { policy } },
    {
      type: 'CoinsPurchased',
      at,
      data: {
        ...{ walletId: 'ann', packageId: '1', channel: 'web', region: 'US', currency: 'USD' },
        payment: { provider: 'p', reference: 'r' },
        coins: coins(BigInt(price) * BigInt(quantity)),
        ...{ price: money(1), tax: money(0), storeFee: money(0), policyVersion: 'a' },
      },
    },
  ];
  const { outcome } = given(...before).when({ ...sample.SendGift, quantity });
  if (E.isLeft(outcome)) throw new Error(outcome.left.code);
  const [event] = outcome.right;
  if (event.type !== 'GiftSent') throw new Error(event.type);
  return event.data;
};

const gift = fc.record({
  price: fc.oneof(
    fc.integer({ min: 1, max: 100 }),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  ),
  quantity: fc.integer({ min: 1, max: 1_000_000 }),
  rate: ratioText(),
  bps: fc.integer({ min: 0, max: 10_000 }),
});

const [most, million] = [Number.MAX_SAFE_INTEGER, 1_000_000];
const greatest = { price: most, quantity: million, rate: `${String(most)}/1`, bps: 3333 };

/** The digits of p/q by long division: the whole part and, of the fraction, the first few. */
const longDivision = (
  p: bigint,
  q: bigint,
  digits: number,
): { whole: bigint; fraction: string } => {
  let rest = p % q;
  let fraction = '';
  while (fraction.length < digits) {
    let digit = 0;
    for (rest *= 10n; rest >= q; rest -= q) digit += 1;
    fraction += String(digit);
  }
  return { whole: p / q, fraction };
};

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

test('cost is price times quantity', () => {
  fc.assert(
    fc.property(gift, (any) => send(any).coins === BigInt(any.price) * BigInt(any.quantity)),
  );
});

test('share and commission sum to the worth, and none is below zero', () => {
  fc.assert(
    fc.property(gift, (any) => {
      const { worth, share, commission } = send(any);
      expect(share + commission).toBe(worth);
      expect(share >= 0n && commission >= 0n).toBe(true);
    }),
    { examples: [[greatest]] },
  );
});

test('the worth is the exact rational, cut after four decimals', () => {
  fc.assert(
    fc.property(gift, (any) => {
      const [p = '', q = ''] = any.rate.split('/');
      const top = BigInt(any.price) * BigInt(any.quantity) * BigInt(p);
      const { whole, fraction } = longDivision(top, BigInt(q), 4);
      expect(String(send(any).worth).padStart(5, '0')).toBe(
        `${String(whole)}${fraction}`.padStart(5, '0'),
      );
    }),
    { examples: [[greatest]] },
  );
});

test('the share is the greatest that is no more than its part of the exact worth', () => {
  fc.assert(
    fc.property(gift, (any) => {
      const [p = 1n, q = 1n] = any.rate.split('/').map(BigInt);
      const common = gcd(p, q);
      const { share } = send(any);
      // In units of 1/q of a ten-thousandth: share ≤ part < share + 1, without any division.
      const part =
        BigInt(any.price) * BigInt(any.quantity) * (p / common) * BigInt(10_000 - any.bps);
      expect(share * (q / common) <= part).toBe(true);
      expect(part < (share + 1n) * (q / common)).toBe(true);
    }),
    { examples: [[greatest]] },
  );
});

test('the share comes of the exact worth, not of the rounded one', () => {
  // Worth 2/3 of a diamond: of 6666.6… ten-thousandths 9999/10000 are 6666, of 6666 only 6665.
  expect(send({ price: 1, quantity: 2, rate: '1/3', bps: 1 })).toMatchObject({
    worth: 6666n,
    share: 6666n,
    commission: 0n,
  });
});

test('all or nothing can be kept', () => {
  const one = { price: 3, quantity: 1, rate: '173/340' };
  expect(send({ ...one, bps: 0 })).toMatchObject({ worth: 15264n, share: 15264n, commission: 0n });
  expect(send({ ...one, bps: 10_000 })).toMatchObject({ share: 0n, commission: 15264n });
});
