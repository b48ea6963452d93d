import { atomicityChecks } from './atomicity-checks.js';
import { closeChecks } from './close-checks.js';
import { conditionChecks } from './condition-checks.js';
import type { ContractCheck, StoreHarness } from './contract-check.js';
import { followChecks } from './follow-checks.js';
import { followRaceChecks } from './follow-race-checks.js';
import { keyChecks } from './key-checks.js';
import { keyRaceChecks } from './key-race-checks.js';
import { orderChecks } from './order-checks.js';
import { outcomeChecks } from './outcome-checks.js';
import { raceChecks } from './race-checks.js';
import { readChecks } from './read-checks.js';
import { recordChecks } from './record-checks.js';
import { sizeChecks } from './size-checks.js';
import { snapshotChecks } from './snapshot-checks.js';

/** All that an event store keeps, check by check. Every adapter passes all of them. */
export const eventStoreContract: readonly ContractCheck[] = [
  ...atomicityChecks,
  ...conditionChecks,
  ...raceChecks,
  ...orderChecks,
  ...keyChecks,
  ...keyRaceChecks,
  ...outcomeChecks,
  ...readChecks,
  ...followRaceChecks,
  ...followChecks,
  ...recordChecks,
  ...closeChecks,
  ...sizeChecks,
  ...snapshotChecks,
];

/** The two functions of a test runner that the suite needs: those of Jest, Vitest, `node:test`. */
export interface TestRunner {
  readonly describe: (name: string, tests: () => void) => unknown;
  readonly it: (name: string, test: () => Promise<void>) => unknown;
}

/** Makes a test of each check that a harness can run. An adapter's test is a call of this. */
export const describeEventStore = (
  name: string,
  harness: StoreHarness,
  { describe, it }: TestRunner,
): void => {
  describe(`${name} keeps the contract of an event store`, () => {
    for (const { name: holds, promise, needs, run } of eventStoreContract) {
      if (needs !== undefined && harness[needs] === undefined) continue;
      it(`${String(promise)}: ${holds}`, () => run(harness));
    }
  });
};
