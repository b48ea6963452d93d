import type { Policy } from '@largesse/domain';

/** What is on sale in the evening that the demo tells. */
export const eveningPolicy: Policy = {
  version: '2026-03',
  effectiveFrom: '2026-03-01T00:00:00.000Z',
  gifts: [
    { id: '5655', name: 'Rose', coins: 1 },
    { id: '5487', name: 'Finger Heart', coins: 5 },
    { id: '5658', name: 'Perfume', coins: 20 },
    { id: '5586', name: 'Hearts', coins: 199 },
    { id: '6090', name: 'Fireworks', coins: 1088 },
    { id: '6369', name: 'Lion', coins: 29_999 },
  ],
  packages: [
    {
      id: '350',
      channel: 'web',
      region: 'US',
      coins: 350,
      bonusCoins: 0,
      currency: 'USD',
      price: 370,
      tax: 22,
      storeFee: 0,
    },
    {
      id: '1400',
      channel: 'ios',
      region: 'US',
      coins: 1400,
      bonusCoins: 0,
      currency: 'USD',
      price: 1999,
      tax: 119,
      storeFee: 564,
    },
    {
      id: '7000',
      channel: 'web',
      region: 'US',
      coins: 7000,
      bonusCoins: 120,
      currency: 'USD',
      price: 7400,
      tax: 444,
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
