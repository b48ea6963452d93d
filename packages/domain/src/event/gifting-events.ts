import type { EventCodec } from '@largesse/core';
import { identityVerified, payoutMethodLinked } from '../creator/profile-events.js';
import type { IdentityVerified, PayoutMethodLinked } from '../creator/profile-events.js';
import type { Posting } from '../ledger/posting.js';
import { payoutConfirmed, payoutFailed, withdrawalRequested } from '../payout/withdrawal-events.js';
import type {
  PayoutConfirmed,
  PayoutFailed,
  WithdrawalRequested,
} from '../payout/withdrawal-events.js';
import { policyPublished, type PolicyPublished } from '../policy/policy-published.js';
import { coinsPurchased, type CoinsPurchased } from '../wallet/coins-purchased.js';
import { giftSent, type GiftSent } from '../wallet/gift-sent.js';
import { eventCodec } from './event-codec.js';

/** Everything that can happen. */
export type GiftingEvent =
  | PolicyPublished
  | CoinsPurchased
  | GiftSent
  | IdentityVerified
  | PayoutMethodLinked
  | WithdrawalRequested
  | PayoutConfirmed
  | PayoutFailed;

/** The definition of each event. */
export const eventDefinitions = {
  PolicyPublished: policyPublished,
  CoinsPurchased: coinsPurchased,
  GiftSent: giftSent,
  IdentityVerified: identityVerified,
  PayoutMethodLinked: payoutMethodLinked,
  WithdrawalRequested: withdrawalRequested,
  PayoutConfirmed: payoutConfirmed,
  PayoutFailed: payoutFailed,
};

/** Writes and reads the events of the domain, every version of them. */
export const giftingEvents: EventCodec<GiftingEvent> = eventCodec<GiftingEvent>(eventDefinitions);

/** The debits and credits of an event; they sum to zero for each asset. */
export const postingsOf = (event: GiftingEvent): readonly Posting[] => {
  switch (event.type) {
    case 'PolicyPublished':
      return policyPublished.postings(event.data);
    case 'CoinsPurchased':
      return coinsPurchased.postings(event.data);
    case 'GiftSent':
      return giftSent.postings(event.data);
    case 'IdentityVerified':
      return identityVerified.postings(event.data);
    case 'PayoutMethodLinked':
      return payoutMethodLinked.postings(event.data);
    case 'WithdrawalRequested':
      return withdrawalRequested.postings(event.data);
    case 'PayoutConfirmed':
      return payoutConfirmed.postings(event.data);
    case 'PayoutFailed':
      return payoutFailed.postings(event.data);
  }
};
