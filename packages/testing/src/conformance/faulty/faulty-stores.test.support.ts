import { faultyAppends } from './faulty-appends.test.support.js';
import { faultyFollows } from './faulty-follows.test.support.js';
import { faultyKeys } from './faulty-keys.test.support.js';
import { faultyOrder } from './faulty-order.test.support.js';
import { faultyReads } from './faulty-reads.test.support.js';
import { faultyRecords } from './faulty-records.test.support.js';
import type { FaultyStore } from './faulty-store.test.support.js';

/** Stores that are wrong on purpose: the suite must see through each of them. */
export const faultyStores: readonly FaultyStore[] = [
  ...faultyAppends,
  ...faultyKeys,
  ...faultyOrder,
  ...faultyReads,
  ...faultyFollows,
  ...faultyRecords,
];
