import type { Projection } from '@largesse/core';
import { diamonds, minus, money, plus, type Diamonds, type Money } from '../amount/amount.js';
import type {
  PayoutConfirmed,
  PayoutFailed,
  WithdrawalRequested,
} from '../payout/withdrawal-events.js';
import type { GiftSent } from '../wallet/gift-sent.js';
import { creatorTag } from './creator-tag.js';

/** What a creator has earned. */
export interface Earnings {
  /** To withdraw. */
  readonly available: Diamonds;
  /** Requested and not settled; absent before the first withdrawal. */
  readonly inPayout?: Diamonds;
  /** Money that reached the creator, by currency. */
  readonly paid: Readonly<Record<string, Money>>;
}

type EarningsEvent = GiftSent | WithdrawalRequested | PayoutConfirmed | PayoutFailed;

const none = diamonds(0);

export const earnings: Projection<Earnings, EarningsEvent> = {
  name: 'earnings',
  version: 1,
  types: ['GiftSent', 'WithdrawalRequested', 'PayoutConfirmed', 'PayoutFailed'],
  tags: (id) => [creatorTag(id)],
  keyOf: (event) => event.data.creatorId,
  initial: () => ({ available: none, paid: {} }),
  apply: (draft, event) => {
    switch (event.type) {
      case 'GiftSent':
        draft.available = plus(draft.available, event.data.share);
        return;
      case 'WithdrawalRequested':
        draft.available = minus(draft.available, event.data.diamonds);
        draft.inPayout = plus(draft.inPayout ?? none, event.data.diamonds);
        return;
      case 'PayoutConfirmed': {
        const { currency, net } = event.data;
        draft.inPayout = minus(draft.inPayout ?? none, event.data.diamonds);
        draft.paid[currency] = plus(draft.paid[currency] ?? money(0), net);
        return;
      }
      case 'PayoutFailed':
        draft.inPayout = minus(draft.inPayout ?? none, event.data.diamonds);
        draft.available = plus(draft.available, event.data.diamonds);
        return;
    }
  },
};
