import {
  compareBalances,
  createVerifier,
  parseBalances,
  readLog,
  type InvariantName,
  type Violation,
} from '@largesse/audit';
import type { Balance } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { text as readText } from 'node:stream/consumers';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { openInput, type Input } from '../input/input.js';
import { openLogInput } from '../input/log-input.js';
import { readFrom } from '../input/read-from.js';
import { progressOver } from '../output/progress.js';
import { reportJson, reportText, type Findings } from '../output/report.js';

export interface VerifyOptions {
  /** The store that holds the log, where no file does. */
  readonly store?: string;
  /** A balances file that the log must come to. */
  readonly expect?: string;
  readonly json: boolean;
}

/** More violations than these are counted, not kept: a log may break a rule at every line. */
const MOST_KEPT = 1000;

/** Checks every invariant of a log, and its balances against those expected. */
export const verifyCommand = async (
  path: string | undefined,
  options: VerifyOptions,
  context: Context,
): Promise<number> => {
  const { expect, store } = options;
  if (path === '-' && expect === '-')
    throw new CommandFailure('the log and --expect cannot both be standard input; name a file');
  const expected = expect === undefined ? undefined : await readBalances(expect, context);
  const findings = await verifyLog(await openLogInput({ path, store }, context), context, expected);
  context.terminal.out(options.json ? reportJson(findings) : reportText(findings));
  const differences = findings.differences?.length ?? 0;
  return findings.report.held && differences === 0 ? 0 : 1;
};

/** Reads a log to its end, checks it and closes it. */
export const verifyLog = async (
  input: Input,
  { terminal, interruption }: Context,
  expected?: readonly Balance[],
): Promise<Findings> => {
  const progress = progressOver(input, 'events', terminal);
  const violations: (readonly [InvariantName, Violation])[] = [];
  const verifier = createVerifier((invariant, violation) => {
    if (violations.length < MOST_KEPT) violations.push([invariant, violation]);
  });
  await readFrom(input.name, interruption, async () => {
    const batches = readLog(progress.chunks, { broken: 'report' });
    for await (const batch of progress.through(batches)) batch.forEach(verifier.add);
  })
    .finally(progress.stop)
    .finally(input.close);
  const report = verifier.report();
  const found = { name: input.name, report, violations };
  return expected === undefined
    ? found
    : { ...found, differences: compareBalances(expected, report.balances) };
};

const readBalances = async (
  path: string,
  { interruption }: Context,
): Promise<readonly Balance[]> => {
  const { name, chunks } = await openInput(path, interruption.asked);
  const parsed = parseBalances(await readFrom(name, interruption, () => readText(chunks)));
  if (E.isLeft(parsed)) throw new CommandFailure(`${name}: ${parsed.left.message}`);
  return parsed.right;
};
