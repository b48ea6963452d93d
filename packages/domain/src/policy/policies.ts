import type { Draft, Projection } from '@largesse/core';
import type { PolicyPublished } from './policy-published.js';
import type { Policy } from './policy.js';

/** The policies published so far by the time of their effect; of equal times the later published last. */
export interface Policies {
  readonly byEffect: readonly Policy[];
}

export const policies: Projection<Policies, PolicyPublished> = {
  name: 'policies',
  version: 1,
  types: ['PolicyPublished'],
  tags: () => [],
  keyOf: () => '',
  initial: () => ({ byEffect: [] }),
  apply: (draft, { data: { policy } }) => {
    const at = inForceCount(draft.byEffect, policy.effectiveFrom);
    // No recipe changes a policy: what was published stays as it was.
    draft.byEffect.splice(at, 0, policy as Draft<Policy>);
  },
};

/** The policy in force at a time, if any is. */
export const inForce = ({ byEffect }: Policies, at: string): Policy | undefined =>
  byEffect[inForceCount(byEffect, at) - 1];

/** How many of them take effect at or before a time: a binary search. */
const inForceCount = (
  byEffect: readonly { readonly effectiveFrom: string }[],
  at: string,
): number => {
  let low = 0;
  let high = byEffect.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((byEffect[middle]?.effectiveFrom ?? '') <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
