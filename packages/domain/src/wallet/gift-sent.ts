import { CoinsText, DiamondsText } from '../codec/amount-text.js';
import { closed } from '../codec/closed.js';
import { Id, Text, integer, oneOf } from '../codec/scalar.js';
import { creatorTag } from '../creator/creator-tag.js';
import { defineEvent, type Defined } from '../event/define-event.js';
import { account } from '../ledger/account.js';
import { post } from '../ledger/posting.js';
import { walletTag } from './coins-purchased.js';

/** Where a gift was sent. */
export const GiftContext = closed('context', { kind: oneOf('live', 'video'), id: Id });

export const GiftQuantity = integer(1, 1_000_000);

/** A viewer sent a gift to a creator: coins were spent, diamonds came of them. */
export const giftSent = defineEvent({
  type: 'GiftSent',
  data: closed('gift sent', {
    walletId: Id,
    creatorId: Id,
    giftId: Id,
    giftName: Text,
    quantity: GiftQuantity,
    context: GiftContext,
    /** What it cost the viewer. */
    coins: CoinsText,
    /** Its worth in ten-thousandths of a diamond, rounded down; share and commission sum to it. */
    worth: DiamondsText,
    share: DiamondsText,
    commission: DiamondsText,
    policyVersion: Text,
  }),
  tags: ({ walletId, creatorId, context }) => [
    walletTag(walletId),
    creatorTag(creatorId),
    `${context.kind}:${context.id}`,
  ],
  postings: ({ walletId, creatorId, coins, worth, share, commission }) => [
    post(account.wallet(walletId), 'COIN', -coins),
    post(account.coinsSpent, 'COIN', coins),
    post(account.creator(creatorId), 'DIAMOND', share),
    post(account.commission, 'DIAMOND', commission),
    post(account.diamondsIssued, 'DIAMOND', -worth),
  ],
});
export type GiftSent = Defined<typeof giftSent>;
