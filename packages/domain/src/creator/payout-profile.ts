import type { Projection } from '@largesse/core';
import { creatorTag } from './creator-tag.js';
import type { IdentityVerified, PayoutMethodLinked } from './profile-events.js';

/** An account to be paid to. */
export interface PayoutMethod {
  readonly kind: 'bank' | 'paypal';
  readonly currency: string;
}

/** What the platform knows of a creator whom it may have to pay. */
export interface PayoutProfile {
  readonly identityVerified: boolean;
  /** By id. */
  readonly methods: ReadonlyMap<string, PayoutMethod>;
}

export const payoutProfile: Projection<PayoutProfile, IdentityVerified | PayoutMethodLinked> = {
  name: 'payout-profile',
  version: 1,
  types: ['IdentityVerified', 'PayoutMethodLinked'],
  tags: (id) => [creatorTag(id)],
  keyOf: (event) => event.data.creatorId,
  initial: () => ({ identityVerified: false, methods: new Map() }),
  apply: (draft, event) => {
    switch (event.type) {
      case 'IdentityVerified':
        draft.identityVerified = true;
        return;
      case 'PayoutMethodLinked':
        draft.methods.set(event.data.payoutMethodId, {
          kind: event.data.kind,
          currency: event.data.currency,
        });
        return;
    }
  },
};
