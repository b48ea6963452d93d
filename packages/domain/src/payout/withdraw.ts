import type { Decision } from '@largesse/core';
import type * as t from 'io-ts';
import { formatDiamonds, money, wholeDiamonds } from '../amount/amount.js';
import { timesRoundedDown } from '../amount/ratio.js';
import { commandCodec } from '../codec/command-codec.js';
import { Id, integer } from '../codec/scalar.js';
import { earnings, type Earnings } from '../creator/earnings.js';
import { payoutProfile, type PayoutProfile } from '../creator/payout-profile.js';
import type { GiftingEvent } from '../event/gifting-events.js';
import { accept, refuse } from '../outcome.js';
import { inForce, policies, type Policies } from '../policy/policies.js';
import { priceList } from '../policy/price-list.js';
import { withdrawal, type Withdrawal } from './withdrawal.js';

export const Withdraw = commandCodec('Withdraw', {
  creatorId: Id,
  withdrawalId: Id,
  payoutMethodId: Id,
  /** Whole diamonds. */
  diamonds: integer(1),
});
export interface Withdraw extends t.TypeOf<typeof Withdraw> {}

export const withdraw = {
  emits: ['WithdrawalRequested'],
  reads: ({ creatorId, withdrawalId }) => ({
    policies: { projection: policies, key: '', guardedBy: ['PolicyPublished'] },
    withdrawal: { projection: withdrawal, key: withdrawalId, guardedBy: ['WithdrawalRequested'] },
    profile: { projection: payoutProfile, key: creatorId, guardedBy: [] },
    earnings: { projection: earnings, key: creatorId, guardedBy: ['WithdrawalRequested'] },
  }),
  decide: ({ at, creatorId, withdrawalId, payoutMethodId, diamonds: count }, state) => {
    const policy = inForce(state.policies, at);
    if (policy === undefined) return refuse('policy_not_found', `no policy is in force at ${at}`);
    const prices = priceList(policy);
    if (state.withdrawal.status !== 'unknown')
      return refuse('withdrawal_already_requested', `withdrawal "${withdrawalId}" exists`);
    if (!state.profile.identityVerified)
      return refuse('identity_not_verified', `verify the identity of creator "${creatorId}" first`);
    const method = state.profile.methods.get(payoutMethodId);
    if (method === undefined)
      return refuse(
        'payout_method_not_found',
        `"${payoutMethodId}" is not linked to "${creatorId}"`,
      );
    const { currency } = method;
    const terms = prices.payout(currency);
    if (terms === undefined)
      return refuse(
        'payout_currency_not_supported',
        `policy "${policy.version}" pays no ${currency}`,
      );
    if (count < prices.minimumDiamonds)
      return refuse(
        'diamonds_below_minimum',
        `at least ${String(prices.minimumDiamonds)} diamonds`,
      );
    const diamonds = wholeDiamonds(count);
    const { available } = state.earnings;
    if (diamonds > available)
      return refuse('diamonds_insufficient', `${formatDiamonds(available)} diamonds are available`);
    const gross = timesRoundedDown(BigInt(count), terms.rate);
    const fee = money(terms.fee);
    if (gross <= fee)
      return refuse('payout_below_fee', `${String(gross)} ${currency} is not more than the fee`);
    const net = money(gross - fee);
    const amounts = { diamonds, currency, net, fee };
    return accept({
      type: 'WithdrawalRequested',
      at,
      data: { creatorId, withdrawalId, payoutMethodId, ...amounts, policyVersion: policy.version },
    });
  },
} satisfies Decision<
  Withdraw,
  { policies: Policies; withdrawal: Withdrawal; profile: PayoutProfile; earnings: Earnings },
  GiftingEvent,
  unknown
>;
