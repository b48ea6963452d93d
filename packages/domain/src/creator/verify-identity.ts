import type { Decision } from '@largesse/core';
import type * as t from 'io-ts';
import { commandCodec } from '../codec/command-codec.js';
import { Id } from '../codec/scalar.js';
import { accept, refuse } from '../outcome.js';
import { payoutProfile, type PayoutProfile } from './payout-profile.js';
import type { IdentityVerified, PayoutMethodLinked } from './profile-events.js';

export const VerifyIdentity = commandCodec('VerifyIdentity', { creatorId: Id });
export interface VerifyIdentity extends t.TypeOf<typeof VerifyIdentity> {}

export const verifyIdentity = {
  emits: ['IdentityVerified'],
  reads: ({ creatorId }) => ({
    profile: { projection: payoutProfile, key: creatorId, guardedBy: ['IdentityVerified'] },
  }),
  decide: ({ at, creatorId }, { profile }) => {
    if (profile.identityVerified)
      return refuse('identity_already_verified', `creator "${creatorId}" was verified before`);
    return accept({ type: 'IdentityVerified', at, data: { creatorId } });
  },
} satisfies Decision<
  VerifyIdentity,
  { profile: PayoutProfile },
  IdentityVerified | PayoutMethodLinked,
  unknown
>;
