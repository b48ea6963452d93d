import { faultyAppends } from './faulty-appends.js';
import { faultyFollows } from './faulty-follows.js';
import { faultyKeys } from './faulty-keys.js';
import { faultyOrder } from './faulty-order.js';
import { faultyOutcomes } from './faulty-outcomes.js';
import { faultyReads } from './faulty-reads.js';
import { faultyRecords } from './faulty-records.js';
import { faultySizes } from './faulty-sizes.js';
import { faultySnapshots } from './faulty-snapshots.js';
import type { FaultyStore } from './faulty-store.js';

/** Stores that are wrong on purpose: the suite must see through each of them. */
export const faultyStores: readonly FaultyStore[] = [
  ...faultyAppends,
  ...faultyKeys,
  ...faultyOrder,
  ...faultyOutcomes,
  ...faultyReads,
  ...faultyFollows,
  ...faultyRecords,
  ...faultySizes,
  ...faultySnapshots,
];
