import type { Decision } from '@largesse/core';
import type * as t from 'io-ts';
import { commandCodec } from '../codec/command-codec.js';
import { Currency, Id } from '../codec/scalar.js';
import { accept, refuse } from '../outcome.js';
import { payoutProfile, type PayoutProfile } from './payout-profile.js';
import {
  PayoutMethodKind,
  type IdentityVerified,
  type PayoutMethodLinked,
} from './profile-events.js';

export const LinkPayoutMethod = commandCodec('LinkPayoutMethod', {
  creatorId: Id,
  payoutMethodId: Id,
  kind: PayoutMethodKind,
  currency: Currency,
});
export interface LinkPayoutMethod extends t.TypeOf<typeof LinkPayoutMethod> {}

export const linkPayoutMethod = {
  emits: ['PayoutMethodLinked'],
  reads: ({ creatorId }) => ({
    profile: { projection: payoutProfile, key: creatorId, guardedBy: ['PayoutMethodLinked'] },
  }),
  decide: ({ at, creatorId, payoutMethodId, kind, currency }, { profile }) => {
    if (profile.methods.has(payoutMethodId))
      return refuse(
        'payout_method_already_linked',
        `"${payoutMethodId}" of creator "${creatorId}"`,
      );
    return accept({
      type: 'PayoutMethodLinked',
      at,
      data: { creatorId, payoutMethodId, kind, currency },
    });
  },
} satisfies Decision<
  LinkPayoutMethod,
  { profile: PayoutProfile },
  IdentityVerified | PayoutMethodLinked,
  unknown
>;
