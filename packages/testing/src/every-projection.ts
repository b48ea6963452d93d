import {
  commission,
  earnings,
  payment,
  payoutProfile,
  policies,
  revenue,
  wallet,
  withdrawal,
  type GiftingEvent,
} from '@largesse/domain';
import type { Projection } from '@largesse/core';

/** Every projection of the domain, for laws that all of them keep. */
export const everyProjection: readonly Projection<unknown, GiftingEvent>[] = [
  wallet,
  earnings,
  commission,
  revenue,
  payment,
  withdrawal,
  policies,
  payoutProfile,
];
