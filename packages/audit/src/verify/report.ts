import type { Position } from '@largesse/core';
import type { Balance } from '@largesse/domain';
import { invariantNames, type InvariantName, type Violation } from './invariant.js';

/** How one invariant fared. */
export interface InvariantResult {
  readonly invariant: InvariantName;
  readonly held: boolean;
  /** How many lines break it. */
  readonly violations: number;
  readonly first?: Violation;
}

/** What verification found. */
export interface Report {
  /** Whether every invariant held. */
  readonly held: boolean;
  /** One for each, in the order of `invariantNames`. */
  readonly invariants: readonly InvariantResult[];
  /** How many events there are. */
  readonly events: number;
  /** Of the last one; 0 if there is none. */
  readonly position: Position;
  /** What the log comes to by the folds, to be compared with what was expected. */
  readonly balances: readonly Balance[];
}

/** Called for every violation, not only for the first of each invariant. */
export type OnViolation = (invariant: InvariantName, violation: Violation) => void;

/** Counts violations by invariant and keeps the first of each. */
export class Findings {
  private readonly first = new Map<InvariantName, Violation>();
  private readonly counts = new Map<InvariantName, number>();

  constructor(private readonly onViolation: OnViolation = () => undefined) {}

  add(invariant: InvariantName, violation: Violation): void {
    if (!this.first.has(invariant)) this.first.set(invariant, violation);
    this.counts.set(invariant, (this.counts.get(invariant) ?? 0) + 1);
    this.onViolation(invariant, violation);
  }

  results(): readonly InvariantResult[] {
    return invariantNames.map((invariant) => {
      const first = this.first.get(invariant);
      const violations = this.counts.get(invariant) ?? 0;
      return { invariant, held: violations === 0, violations, ...(first && { first }) };
    });
  }
}
