import { replay, unfolded } from '@largesse/core';
import { samplePolicy } from '@largesse/testing';
import * as fc from 'fast-check';
import { inForce, policies } from './policies.js';
import type { Policy } from './policy.js';

const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const days = fc.integer({ min: 1, max: 9 });

/** Policies in the order of their publication; the version says which of them it is. */
const published = fc.array(days).map((all) =>
  all.map((n, i): Policy => ({
    ...samplePolicy,
    version: `v${String(i)}`,
    effectiveFrom: day(n),
  })),
);

const fold = (all: readonly Policy[]) => {
  const folded = unfolded(policies);
  all.forEach((policy, i) => {
    const event = { type: 'PolicyPublished', at: day(1), data: { policy } } as const;
    replay(policies, folded, { position: i + 1, event });
  });
  return folded.state;
};

test('they stand by effect, and of equal effect by publication', () => {
  fc.assert(
    fc.property(published, (all) => {
      // A sort in JavaScript keeps the order of equals.
      const sorted = [...all].sort((a, b) =>
        a.effectiveFrom < b.effectiveFrom ? -1 : a.effectiveFrom > b.effectiveFrom ? 1 : 0,
      );
      expect(fold(all).byEffect.map(({ version }) => version)).toEqual(
        sorted.map(({ version }) => version),
      );
    }),
  );
});

test('in force is what a search through all of them finds', () => {
  const naive = (all: readonly Policy[], at: string): Policy | undefined =>
    all.reduce<Policy | undefined>(
      (best, next) =>
        next.effectiveFrom <= at && (best === undefined || next.effectiveFrom >= best.effectiveFrom)
          ? next
          : best,
      undefined,
    );
  fc.assert(
    fc.property(published, days, (all, n) => {
      expect(inForce(fold(all), day(n))?.version).toBe(naive(all, day(n))?.version);
    }),
  );
});

test('a policy is in force from the very moment of its effect', () => {
  const state = fold([{ ...samplePolicy, effectiveFrom: day(2) }]);
  expect(inForce(state, day(2))?.version).toBe('a');
  expect(inForce(state, '2026-01-01T23:59:59.999Z')).toBeUndefined();
  expect(inForce(policies.initial(), day(2))).toBeUndefined();
});
