import { START, type Position } from '@largesse/core';
import { postingsOf } from '@largesse/domain';
import { CHAIN_BROKEN, endMismatch } from '../log/intact.js';
import type { LogEntry, LogLine } from '../log/log-line.js';
import { readLog, type ReadOptions } from '../log/read-log.js';
import { balanceChanges } from './balance-changes.js';
import { coinsInCirculation, giftDividesExactly } from './coins.js';
import { foldsAgree } from './folds-agree.js';
import type { Check, InvariantName, Step } from './invariant.js';
import { justified } from './justified.js';
import { LogFolds } from './log-folds.js';
import { takesEffectOnce } from './once.js';
import { batches, positions } from './order.js';
import { policyNeverRewritten } from './policy.js';
import { noNegativeBalance, postingsSumToZero } from './postings.js';
import { Findings, type OnViolation, type Report } from './report.js';
import { Seen } from './seen.js';
import { withdrawalSettledOnce } from './withdrawals.js';

/** Takes the lines of a log one after the other, read with `broken: 'report'`, then reports. */
export interface Verifier {
  readonly add: (line: LogLine) => void;
  /** Ends the verification; asked once. */
  readonly report: () => Report;
}

/** Checks every invariant of a log, line by line; none stops at its first violation. */
export const createVerifier = (onViolation?: OnViolation): Verifier => {
  const findings = new Findings(onViolation);
  const folds = new LogFolds();
  const checks = allChecks(folds);
  const keys = new Seen();
  let last: LogLine | undefined;
  let events = 0;
  let folded = 0;
  /** The highest of all so far. */
  let position: Position = START;

  const complain = (invariant: InvariantName, message: string, line: LogLine): void => {
    findings.add(invariant, { line: line.line, byte: line.byte, message, balances: [] });
  };

  const addEvent = (entry: LogEntry): void => {
    const { event, recorded } = entry;
    const keyIsNew = !keys.again(recorded.batch.key);
    const isRepeat = !keyIsNew && recorded.position <= position;
    if (!isRepeat) folded += 1;
    // By its place among those that are folded, not by its position: where positions jump up or back, no fold takes
    // for a repeat what another one folds.
    const taken = isRepeat ? undefined : { event, position: folded };
    const step: Step = { entry, keyIsNew, taken, postings: postingsOf(event), folds };
    const run = (when: 'before' | 'after'): void => {
      for (const check of checks) {
        const message = check[when]?.(step);
        if (message === undefined) continue;
        const balances = balanceChanges(step, when);
        const { line, byte } = entry;
        const place = { line, byte, position: recorded.position, event: recorded };
        findings.add(check.invariant, { ...place, message, balances });
      }
    };
    run('before');
    if (taken !== undefined) folds.add(taken);
    run('after');
    events += 1;
    position = Math.max(position, recorded.position);
  };

  return {
    add: (line) => {
      last = line;
      if (!line.hashFits) complain('log_chain', CHAIN_BROKEN, line);
      if (line.kind === 'event') addEvent(line);
      if (line.kind === 'end' && (line.events !== events || line.position !== position))
        complain('log_complete', endMismatch(line, events, position), line);
    },
    report: () => {
      if (last === undefined) throw new TypeError('Nothing was verified: add the lines of a log');
      if (last.kind !== 'end') complain('log_complete', NO_END, last);
      for (const { invariant, atEnd } of checks)
        for (const message of atEnd?.(folds) ?? []) complain(invariant, message, last);
      const invariants = findings.results();
      const held = invariants.every((result) => result.held);
      return { held, invariants, events, position, balances: folds.books.balances() };
    },
  };
};

const NO_END =
  'the log has no end line: it was cut after this line, or its writer was killed; later events may be missing';

const allChecks = (folds: LogFolds): readonly Check[] => [
  positions(),
  batches(),
  postingsSumToZero(),
  noNegativeBalance(),
  coinsInCirculation(),
  giftDividesExactly(),
  takesEffectOnce(),
  withdrawalSettledOnce(),
  policyNeverRewritten(),
  foldsAgree(folds),
  justified(),
];

/**
 * Verifies a log file. Throws `LogDamaged` at a line that cannot be read; whoever wants the
 * findings up to there feeds a verifier line by line.
 */
export const verify = async (
  chunks: AsyncIterable<Uint8Array>,
  options: Omit<ReadOptions, 'broken'> & { readonly onViolation?: OnViolation } = {},
): Promise<Report> => {
  const verifier = createVerifier(options.onViolation);
  for await (const lines of readLog(chunks, { ...options, broken: 'report' }))
    lines.forEach(verifier.add);
  return verifier.report();
};
