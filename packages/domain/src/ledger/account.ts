/**
 * The accounts of the ledger. Those that `outside` names stand for the world beyond the
 * platform, so that every event's postings sum to zero; balances do not list them.
 */
export const account = {
  wallet: (id: string) => `wallet:${id}`,
  creator: (id: string) => `creator:${id}`,
  creatorInPayout: (id: string) => `creator:${id}:in-payout`,
  creatorPaid: (id: string) => `creator:${id}:paid`,
  commission: 'platform:commission',
  payoutFees: 'platform:payout-fees',
  proceeds: 'platform:proceeds',
  storeFees: 'platform:store-fees',
  tax: 'platform:tax',
  coinsIssued: 'outside:coins-issued',
  coinsSpent: 'outside:coins-spent',
  diamondsIssued: 'outside:diamonds-issued',
  diamondsRedeemed: 'outside:diamonds-redeemed',
  payments: 'outside:payments',
  payouts: 'outside:payouts',
} as const;

/** Whether an account stands for the world beyond the platform. */
export const isOutside = (name: string): boolean => name.startsWith('outside:');
