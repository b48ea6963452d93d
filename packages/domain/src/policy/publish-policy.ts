import type { Decision } from '@largesse/core';
import type * as t from 'io-ts';
import { commandCodec } from '../codec/command-codec.js';
import { accept, refuse } from '../outcome.js';
import { policies, type Policies } from './policies.js';
import type { PolicyPublished } from './policy-published.js';
import { Policy } from './policy.js';

export const PublishPolicy = commandCodec('PublishPolicy', { policy: Policy });
export interface PublishPolicy extends t.TypeOf<typeof PublishPolicy> {}

export const publishPolicy = {
  emits: ['PolicyPublished'],
  reads: () => ({
    policies: { projection: policies, key: '', guardedBy: ['PolicyPublished'] },
  }),
  decide: ({ at, policy }, { policies: { byEffect } }) => {
    if (byEffect.some(({ version }) => version === policy.version))
      return refuse('policy_version_already_published', `policy "${policy.version}" exists`);
    return accept({ type: 'PolicyPublished', at, data: { policy } });
  },
} satisfies Decision<PublishPolicy, { policies: Policies }, PolicyPublished, unknown>;
