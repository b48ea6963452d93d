import type { Decision } from '@largesse/core';
import type * as t from 'io-ts';
import { coins, diamonds, minus, type Coins, type Diamonds } from '../amount/amount.js';
import { timesRoundedDown } from '../amount/ratio.js';
import { commandCodec } from '../codec/command-codec.js';
import { Id } from '../codec/scalar.js';
import { accept, refuse } from '../outcome.js';
import { inForce, policies, type Policies } from '../policy/policies.js';
import type { PolicyPublished } from '../policy/policy-published.js';
import { priceList, type PriceList } from '../policy/price-list.js';
import type { CoinsPurchased } from './coins-purchased.js';
import { GiftContext, GiftQuantity, type GiftSent } from './gift-sent.js';
import { wallet, type Wallet } from './wallet.js';

export const SendGift = commandCodec('SendGift', {
  walletId: Id,
  creatorId: Id,
  giftId: Id,
  quantity: GiftQuantity,
  context: GiftContext,
});
export interface SendGift extends t.TypeOf<typeof SendGift> {}

export const sendGift = {
  emits: ['GiftSent'],
  reads: ({ walletId }) => ({
    policies: { projection: policies, key: '', guardedBy: ['PolicyPublished'] },
    wallet: { projection: wallet, key: walletId, guardedBy: ['GiftSent'] },
  }),
  decide: ({ at, walletId, creatorId, giftId, quantity, context }, state) => {
    const policy = inForce(state.policies, at);
    if (policy === undefined) return refuse('policy_not_found', `no policy is in force at ${at}`);
    const prices = priceList(policy);
    const gift = prices.gift(giftId);
    if (gift === undefined)
      return refuse('gift_not_found', `gift "${giftId}" is not in policy "${policy.version}"`);
    if (walletId === creatorId)
      return refuse('recipient_must_not_be_sender', `"${walletId}" cannot give to itself`);
    const cost = coins(BigInt(gift.coins) * BigInt(quantity));
    const has = state.wallet.coins;
    if (has < cost)
      return refuse('coins_insufficient', `costs ${String(cost)} coins, there are ${String(has)}`);
    const { worth, share, commission } = divide(cost, prices);
    return accept({
      type: 'GiftSent',
      at,
      data: {
        walletId,
        creatorId,
        giftId,
        giftName: gift.name,
        quantity,
        context,
        coins: cost,
        worth,
        share,
        commission,
        policyVersion: policy.version,
      },
    });
  },
} satisfies Decision<
  SendGift,
  { policies: Policies; wallet: Wallet },
  GiftSent | CoinsPurchased | PolicyPublished,
  unknown
>;

const BPS = 10_000n;

/**
 * What a gift is worth and who gets it, in ten-thousandths of a diamond. The share is rounded
 * down from the exact worth, the commission is the rest of the worth rounded down: a basis
 * point of a whole diamond is just one ten-thousandth.
 */
const divide = (
  cost: Coins,
  { diamondsPerCoin, commissionBps }: PriceList,
): { worth: Diamonds; share: Diamonds; commission: Diamonds } => {
  const worth = diamonds(timesRoundedDown(cost * BPS, diamondsPerCoin));
  const share = diamonds(timesRoundedDown(cost * (BPS - commissionBps), diamondsPerCoin));
  return { worth, share, commission: minus(worth, share) };
};
