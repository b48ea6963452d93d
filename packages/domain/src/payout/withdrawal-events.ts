import type { Tag } from '@largesse/core';
import { DiamondsText, MoneyText } from '../codec/amount-text.js';
import { closed } from '../codec/closed.js';
import { Currency, Id, Text } from '../codec/scalar.js';
import { creatorTag } from '../creator/creator-tag.js';
import { defineEvent, type Defined } from '../event/define-event.js';
import { account } from '../ledger/account.js';
import { post } from '../ledger/posting.js';

export const withdrawalTag = (id: string): Tag => `withdrawal:${id}`;

const tags = (data: { readonly creatorId: string; readonly withdrawalId: string }) => [
  creatorTag(data.creatorId),
  withdrawalTag(data.withdrawalId),
];

/** Diamonds left a creator's available balance for a payout whose amounts are fixed here. */
export const withdrawalRequested = defineEvent({
  type: 'WithdrawalRequested',
  data: closed('withdrawal requested', {
    creatorId: Id,
    withdrawalId: Id,
    payoutMethodId: Id,
    /** Ten-thousandths; a multiple of 10000, since withdrawals are of whole diamonds. */
    diamonds: DiamondsText,
    currency: Currency,
    /** What the creator gets: the worth of the diamonds, rounded down, less the fee. */
    net: MoneyText,
    fee: MoneyText,
    policyVersion: Text,
  }),
  tags,
  postings: ({ creatorId, diamonds }) => [
    post(account.creator(creatorId), 'DIAMOND', -diamonds),
    post(account.creatorInPayout(creatorId), 'DIAMOND', diamonds),
  ],
});
export type WithdrawalRequested = Defined<typeof withdrawalRequested>;

/** The money reached the creator. */
export const payoutConfirmed = defineEvent({
  type: 'PayoutConfirmed',
  data: closed('payout confirmed', {
    creatorId: Id,
    withdrawalId: Id,
    reference: Text,
    diamonds: DiamondsText,
    currency: Currency,
    net: MoneyText,
    fee: MoneyText,
  }),
  tags,
  postings: ({ creatorId, diamonds, currency, net, fee }) => [
    post(account.creatorInPayout(creatorId), 'DIAMOND', -diamonds),
    post(account.diamondsRedeemed, 'DIAMOND', diamonds),
    post(account.creatorPaid(creatorId), currency, net),
    post(account.payoutFees, currency, fee),
    post(account.payouts, currency, -(net + fee)),
  ],
});
export type PayoutConfirmed = Defined<typeof payoutConfirmed>;

/** The payout did not come about; the diamonds are available again. */
export const payoutFailed = defineEvent({
  type: 'PayoutFailed',
  data: closed('payout failed', {
    creatorId: Id,
    withdrawalId: Id,
    reason: Text,
    diamonds: DiamondsText,
  }),
  tags,
  postings: ({ creatorId, diamonds }) => [
    post(account.creatorInPayout(creatorId), 'DIAMOND', -diamonds),
    post(account.creator(creatorId), 'DIAMOND', diamonds),
  ],
});
export type PayoutFailed = Defined<typeof payoutFailed>;
