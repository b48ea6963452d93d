import type { Difference, InvariantName, Report, Violation } from '@largesse/audit';
import { formatAmount, type Asset } from '@largesse/domain';
import { table } from './table.js';

/** What verification found in a log, with every violation. */
export interface Findings {
  readonly name: string;
  readonly report: Report;
  readonly violations: readonly (readonly [InvariantName, Violation])[];
  /** From the expected balances, where some were given. */
  readonly differences?: readonly Difference[];
}

/** So many violations and differences are shown to a person; the rest is counted. */
const MOST_SHOWN = 20;

/** What verification found, for people. */
export const reportText = ({ name, report, violations, differences }: Findings): string => {
  const total = report.invariants.reduce((sum, result) => sum + result.violations, 0);
  const held = report.invariants.map(({ invariant, held: holds, violations: count }) => [
    invariant,
    holds ? 'holds' : `BROKEN (${String(count)})`,
  ]);
  return [
    `${name}: ${String(report.events)} events up to position ${String(report.position)}\n\n`,
    table(['invariant', ''], held),
    ...section('violations', violations, total, ([invariant, violation]) =>
      violationText(invariant, violation),
    ),
    ...section('differences', differences ?? [], differences?.length ?? 0, differenceText),
    '\n',
    verdict(total, differences),
  ].join('');
};

const section = <A>(
  title: string,
  items: readonly A[],
  total: number,
  show: (item: A) => string,
): readonly string[] => {
  if (total === 0) return [];
  const shown = items.slice(0, MOST_SHOWN);
  const rest = total - shown.length;
  return [
    `\n${title}:\n`,
    ...shown.map(show),
    rest > 0 ? `  and ${String(rest)} more; --json shows up to 1000\n` : '',
  ];
};

const violationText = (invariant: InvariantName, violation: Violation): string => {
  const { line, byte, position, event, message, balances } = violation;
  const what = event === undefined ? '' : ` (${event.type}, command ${event.batch.key})`;
  const where = position === undefined ? '' : `, position ${String(position)}${what}`;
  return [
    `  ${invariant}: line ${String(line)}, byte ${String(byte)}${where}: ${message}\n`,
    ...balances.map(
      ({ account, asset, before, after }) =>
        `    ${account} ${asset} ${amount(asset, before)} -> ${amount(asset, after)}\n`,
    ),
  ].join('');
};

const differenceText = ({ account, asset, expected, actual }: Difference): string =>
  `  ${account} ${asset}: expected ${amount(asset, expected)}, the log comes to ${amount(asset, actual)}\n`;

const amount = (asset: Asset, value: bigint | undefined): string =>
  value === undefined ? 'nothing' : formatAmount({ asset, amount: value });

const verdict = (violations: number, differences: readonly Difference[] | undefined): string => {
  const log = violations === 0 ? 'Every invariant holds' : counted(violations, 'violation');
  if (differences === undefined) return `${log}.\n`;
  const balances =
    differences.length === 0
      ? 'the balances are those expected'
      : `${counted(differences.length, 'difference')} from the balances expected`;
  return `${log}; ${balances}.\n`;
};

const counted = (number: number, what: string): string =>
  `${String(number)} ${what}${number === 1 ? '' : 's'}`;

/** The same for programs. Amounts are texts as in a balances file. */
export const reportJson = ({ report, violations, differences }: Findings): string => {
  const { held, invariants, events, position } = report;
  const shown = {
    held: held && (differences ?? []).length === 0,
    events,
    position,
    invariants: invariants.map(({ invariant, held: holds, violations: count }) => ({
      invariant,
      held: holds,
      violations: count,
    })),
    violations: violations.map(([invariant, { balances, event, ...violation }]) => ({
      invariant,
      ...violation,
      ...(event === undefined ? {} : { type: event.type, commandId: event.batch.key }),
      balances: balances.map(({ account, asset, before, after }) => ({
        account,
        asset,
        before: amount(asset, before),
        after: amount(asset, after),
      })),
    })),
    ...(differences === undefined
      ? {}
      : {
          differences: differences.map(({ account, asset, expected, actual }) => ({
            account,
            asset,
            expected: expected === undefined ? null : amount(asset, expected),
            actual: actual === undefined ? null : amount(asset, actual),
          })),
        }),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
};
