import {
  compareBalances,
  createVerifier,
  parseBalances,
  readLog,
  type Difference,
  type InvariantName,
  type Report,
  type Violation,
} from '@largesse/audit';
import type { Balance } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { text as readText } from 'node:stream/consumers';
import { CommandFailure } from '../failure.js';
import { openInput } from '../input/file-chunks.js';
import { readFrom } from '../input/read-from.js';
import { progressOver } from '../output/progress.js';
import { reportJson, reportText } from '../output/report.js';
import type { Terminal } from '../output/terminal.js';

export interface VerifyOptions {
  /** A balances file that the log must come to. */
  readonly expect?: string;
  readonly json: boolean;
}

/** What verification found in a log, with every violation. */
export interface Findings {
  readonly name: string;
  readonly report: Report;
  readonly violations: readonly (readonly [InvariantName, Violation])[];
  /** From the expected balances, where some were given. */
  readonly differences?: readonly Difference[];
}

/** More violations than these are counted, not kept: a log may break a rule at every line. */
const MOST_KEPT = 1000;

/** Checks every invariant of a log, and its balances against those expected. */
export const verifyCommand = async (
  path: string,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<number> => {
  const expected = options.expect === undefined ? undefined : await readBalances(options.expect);
  const findings = await verifyLog(path, terminal, expected);
  terminal.out(options.json ? reportJson(findings) : reportText(findings));
  const differences = findings.differences?.length ?? 0;
  return findings.report.held && differences === 0 ? 0 : 1;
};

/** Reads a log to its end and checks it. */
export const verifyLog = async (
  path: string,
  terminal: Terminal,
  expected?: readonly Balance[],
): Promise<Findings> => {
  const input = await openInput(path);
  const progress = progressOver(input, 'events', terminal);
  const violations: (readonly [InvariantName, Violation])[] = [];
  const verifier = createVerifier((invariant, violation) => {
    if (violations.length < MOST_KEPT) violations.push([invariant, violation]);
  });
  await readFrom(input.name, async () => {
    for await (const batch of readLog(progress.chunks, { broken: 'report' })) {
      for (const line of batch) verifier.add(line);
      progress.advance(batch.length);
    }
  }).finally(progress.stop);
  const report = verifier.report();
  const found = { name: input.name, report, violations };
  return expected === undefined
    ? found
    : { ...found, differences: compareBalances(expected, report.balances) };
};

const readBalances = async (path: string): Promise<readonly Balance[]> => {
  const { name, chunks } = await openInput(path);
  const parsed = parseBalances(await readFrom(name, () => readText(chunks)));
  if (E.isLeft(parsed)) throw new CommandFailure(`${name}: ${parsed.left.message}`);
  return parsed.right;
};
