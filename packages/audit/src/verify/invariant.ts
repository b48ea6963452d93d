import type { Position, Positioned, RecordedEvent } from '@largesse/core';
import type { Asset, GiftingEvent, Posting } from '@largesse/domain';
import type { LogEntry } from '../log/log-line.js';
import type { LogFolds } from './log-folds.js';

/** What verification checks, in the order in which it reports. docs/reference/invariants.md says what each means. */
export const invariantNames = [
  'log_chain',
  'log_complete',
  'positions',
  'batches',
  'postings_sum_to_zero',
  'no_negative_balance',
  'coins_in_circulation',
  'gift_divides_exactly',
  'takes_effect_once',
  'withdrawal_settled_once',
  'policy_never_rewritten',
  'folds_agree',
  'justified',
] as const;

export type InvariantName = (typeof invariantNames)[number];

/** What an event did to an account. */
export interface BalanceChange {
  readonly account: string;
  readonly asset: Asset;
  /** In the asset's unit. */
  readonly before: bigint;
  readonly after: bigint;
}

/** Where a log does not keep an invariant. */
export interface Violation {
  /** Counted from 1; of the last line for what shows only when the log ends. */
  readonly line: number;
  /** Of the line's first byte, counted from 0. */
  readonly byte: number;
  readonly message: string;
  /** Absent if the line is not an event's. */
  readonly position?: Position;
  readonly event?: RecordedEvent;
  /** Of the accounts that the event touches. */
  readonly balances: readonly BalanceChange[];
}

/** What is known when an event is checked. */
export interface Step {
  readonly entry: LogEntry;
  /** Whether no event before it has its key. */
  readonly keyIsNew: boolean;
  /**
   * What the folds take of the event; nothing of a repeat, which has a key that was there before and a position that is
   * not above all before it. Any other event counts where it stands, also if its position is out of order.
   */
  readonly taken: Positioned<GiftingEvent> | undefined;
  readonly postings: readonly Posting[];
  /** The folds and the ledger: before the event in `before`, with it in `after`. */
  readonly folds: LogFolds;
}

/** What is wrong, in a sentence; undefined if nothing is. */
export type Complaint = string | undefined;

/**
 * One invariant's check of a log, event by event. It goes on after a violation: a check that
 * keeps a state of its own takes the event as it is.
 */
export interface Check {
  readonly invariant: InvariantName;
  /** Before the event is folded. */
  readonly before?: (step: Step) => Complaint;
  /** After the event is folded. */
  readonly after?: (step: Step) => Complaint;
  /** When the log ends. */
  readonly atEnd?: (folds: LogFolds) => readonly string[];
}
