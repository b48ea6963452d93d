import Table from 'cli-table3';
import type { Verdict } from './check/check-case.js';
import type { Finding } from './check/finding.js';

/** A row of the table: what a fault did to an adapter. */
export interface Row extends Verdict {
  readonly adapter: string;
  readonly fault: string;
  readonly seed: number;
  /** Rounds that hit an append under way, and how many were wanted. */
  readonly rounds: number;
  readonly wanted: number;
  readonly seconds: number;
  /** Where journals and log are, if they were kept. */
  readonly kept?: string;
}

/** Nothing is wrong, and the fault hit at least once. */
export const isWell = ({ findings, brokenInvariants, rounds }: Row): boolean =>
  findings.length === 0 && brokenInvariants.length === 0 && rounds > 0;

const HEAD = [
  ...['adapter', 'fault', 'rounds', 'sent', 'acknowledged', 'refused', 'unknown resolved'],
  ...['lost', 'doubled', 'half', 'other', 'invariants'],
];

/** All rows as a table. */
export const tableOf = (rows: readonly Row[]): string => {
  const table = new Table({
    head: HEAD,
    style: { head: [], border: [], compact: true },
    colAligns: HEAD.map((_, i) => (i < 2 || i === HEAD.length - 1 ? 'left' : 'right')),
  });
  for (const row of rows) table.push([...cellsOf(row)]);
  return table.toString();
};

/** A row as a line, while the tool runs. */
export const lineOf = (row: Row): string =>
  cellsOf(row)
    .map((cell, i) => (i < 2 ? cell : `${HEAD[i] ?? ''} ${cell}`))
    .join(', ');

const cellsOf = (row: Row): readonly string[] => {
  const count = (kind: Finding['kind']) => row.findings.filter((each) => each.kind === kind).length;
  const [lost, doubled, half] = [count('lost'), count('doubled'), count('half')];
  const other = row.findings.length - lost - doubled - half;
  return [
    ...[row.adapter, row.fault, `${String(row.rounds)} of ${String(row.wanted)}`],
    ...[row.sent, row.acknowledged, row.refused, row.resolved, lost, doubled, half, other].map(
      String,
    ),
    row.brokenInvariants.length === 0 ? 'hold' : 'BROKEN',
  ];
};

/** How many findings of a row are written out. */
const MOST = 20;

/** What is wrong with a row, and how to see it again. */
export const complaintOf = (row: Row): string => {
  const { adapter, fault, seed, wanted, findings, brokenInvariants, kept } = row;
  const lines = [
    ...(row.rounds === 0 ? ['the fault never hit an append under way'] : []),
    ...brokenInvariants.map((text) => `invariant ${text}`),
    ...findings.slice(0, MOST).map(({ kind, message }) => `${kind}: ${message}`),
    ...(findings.length > MOST ? [`and ${String(findings.length - MOST)} more`] : []),
    `seed ${String(seed)}; journals and log are in ${kept ?? 'no folder'}`,
    `again: pnpm test:faults --seed ${String(seed)} --store ${adapter} --fault ${fault} --rounds ${String(wanted)}`,
  ];
  return [`${adapter}, ${fault}:`, ...lines.map((line) => `  ${line}`)].join('\n');
};
