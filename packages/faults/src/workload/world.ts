import type { Command, Policy } from '@largesse/domain';

/** When the workload plays. Fixed, so that equal commands have equal fingerprints. */
export const AT = '2026-03-01T18:00:00.000Z';

/** Few, so that writers contend; with ids that trip up code which splices them into something. */
export const WALLETS = ['ann', 'bob', 'a.b', '__proto__', '_'] as const;
export const CREATORS = ['bea', 'constructor', '..'] as const;

/**
 * 1 coin is 1 diamond, half of it commission; a diamond is three cents. A package is a few gifts, so that
 * wallets run dry, and a withdrawal of the fewest diamonds is worth about its fee.
 */
const policy: Policy = {
  version: 'faults',
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  gifts: [
    { id: 'rose', name: 'Rose', coins: 1 },
    { id: 'lion', name: 'Lion', coins: 333 },
  ],
  packages: [
    {
      id: 'some',
      channel: 'web',
      region: 'US',
      coins: 90,
      bonusCoins: 10,
      currency: 'USD',
      price: 100,
      tax: 6,
      storeFee: 3,
    },
  ],
  diamondsPerCoin: '1/1',
  commissionBps: 5000,
  payout: {
    currencies: [{ currency: 'USD', minorPerDiamond: '3/1', fee: 25 }],
    minimumDiamonds: 10,
  },
};

/** What must be there before anything can be bought, given or withdrawn. */
export const opening: readonly Command[] = [
  { type: 'PublishPolicy', commandId: 'publish', at: AT, policy },
  ...CREATORS.flatMap((creatorId): readonly Command[] => [
    { type: 'VerifyIdentity', commandId: `verify-${creatorId}`, at: AT, creatorId },
    {
      type: 'LinkPayoutMethod',
      commandId: `link-${creatorId}`,
      at: AT,
      creatorId,
      payoutMethodId: 'bank',
      kind: 'bank',
      currency: 'USD',
    },
  ]),
];
