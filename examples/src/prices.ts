import type { Policy } from '@largesse/domain';

/** The policy that the examples share. */
export const prices: Policy = {
  version: '2026-01',
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  gifts: [
    { id: 'rose', name: 'Rose', coins: 1 },
    { id: 'lion', name: 'Lion', coins: 500 },
  ],
  packages: [
    {
      id: 'coins-700',
      channel: 'web',
      region: 'US',
      coins: 700,
      bonusCoins: 0,
      currency: 'USD',
      price: 740,
      tax: 44,
      storeFee: 0,
    },
  ],
  diamondsPerCoin: '1/1',
  commissionBps: 5000,
  payout: {
    currencies: [{ currency: 'USD', minorPerDiamond: '1/2', fee: 25 }],
    minimumDiamonds: 100,
  },
};
