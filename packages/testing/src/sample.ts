import type { Command, Policy } from '@largesse/domain';

const at = '2026-03-01T18:00:00.000Z';

/** A small policy of round numbers: 1 coin is 1 diamond, half of it commission; 2 diamonds are a cent. */
export const samplePolicy: Policy = {
  version: 'a',
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  gifts: [
    { id: 'rose', name: 'Rose', coins: 1 },
    { id: 'lion', name: 'Lion', coins: 29_999 },
  ],
  packages: [
    {
      id: '7000',
      channel: 'web',
      region: 'US',
      coins: 7000,
      bonusCoins: 120,
      currency: 'USD',
      price: 7400,
      tax: 444,
      storeFee: 30,
    },
  ],
  diamondsPerCoin: '1/1',
  commissionBps: 5000,
  payout: {
    currencies: [{ currency: 'USD', minorPerDiamond: '1/2', fee: 25 }],
    minimumDiamonds: 10,
  },
};

type Samples = { readonly [N in Command['type']]: Extract<Command, { type: N }> };

/**
 * One command of each type. In this order all but the last are accepted; the last is accepted in
 * place of the one before it. Spread one to make another: `{ ...sample.SendGift, quantity: 2 }`.
 */
export const sample: Samples = {
  PublishPolicy: { type: 'PublishPolicy', commandId: 'publish', at, policy: samplePolicy },
  BuyCoins: {
    type: 'BuyCoins',
    commandId: 'buy',
    at,
    walletId: 'ann',
    packageId: '7000',
    channel: 'web',
    region: 'US',
    payment: { provider: 'stripe', reference: 'pi_1', amount: 7400, currency: 'USD' },
  },
  SendGift: {
    type: 'SendGift',
    commandId: 'gift',
    at,
    walletId: 'ann',
    creatorId: 'bea',
    giftId: 'rose',
    quantity: 2000,
    context: { kind: 'live', id: 'room-1' },
  },
  VerifyIdentity: { type: 'VerifyIdentity', commandId: 'verify', at, creatorId: 'bea' },
  LinkPayoutMethod: {
    type: 'LinkPayoutMethod',
    commandId: 'link',
    at,
    creatorId: 'bea',
    payoutMethodId: 'bank-1',
    kind: 'bank',
    currency: 'USD',
  },
  Withdraw: {
    type: 'Withdraw',
    commandId: 'withdraw',
    at,
    creatorId: 'bea',
    withdrawalId: 'w1',
    payoutMethodId: 'bank-1',
    diamonds: 501,
  },
  ConfirmPayout: {
    type: 'ConfirmPayout',
    commandId: 'confirm',
    at,
    withdrawalId: 'w1',
    reference: 'tr_1',
  },
  FailPayout: {
    type: 'FailPayout',
    commandId: 'fail',
    at,
    withdrawalId: 'w1',
    reason: 'account closed',
  },
};
