import type { Projection } from '@largesse/core';
import { diamonds, plus, type Diamonds } from '../amount/amount.js';
import type { GiftSent } from '../wallet/gift-sent.js';

/** What the platform kept of gifts. */
export interface Commission {
  readonly diamonds: Diamonds;
}

export const commission: Projection<Commission, GiftSent> = {
  name: 'commission',
  version: 1,
  types: ['GiftSent'],
  tags: () => [],
  keyOf: () => '',
  initial: () => ({ diamonds: diamonds(0) }),
  apply: (draft, event) => {
    draft.diamonds = plus(draft.diamonds, event.data.commission);
  },
};
