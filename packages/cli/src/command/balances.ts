import { foldLog, formatBalances, readLog, type FoldedLog, type Until } from '@largesse/audit';
import { Instant, formatAmount, type Balance } from '@largesse/domain';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { openLogInput } from '../input/log-input.js';
import { readFrom } from '../input/read-from.js';
import { progressOver } from '../output/progress.js';
import { readableAmount } from '../output/readable-amount.js';
import { table } from '../output/table.js';

export interface BalancesOptions {
  /** The store that holds the log, where no file does. */
  readonly store?: string;
  readonly format: 'table' | 'csv' | 'json';
  /** The same as the format `json`. */
  readonly json?: true;
  /** Only events up to and with this position. */
  readonly position?: number;
  /** Only events that happened at this time or before. */
  readonly at?: string;
}

/** Folds a log and prints every balance. */
export const balances = async (
  path: string | undefined,
  options: BalancesOptions,
  context: Context,
): Promise<number> => {
  const { terminal, interruption } = context;
  const until = untilOf(options);
  const input = await openLogInput({ path, store: options.store }, context);
  const progress = progressOver(input, 'events', terminal);
  const fold = () => foldLog(progress.through(readLog(progress.chunks)), until);
  const found = await readFrom(input.name, interruption, fold)
    .finally(progress.stop)
    .finally(input.close);
  for (const warning of warnings(input.name, found, until)) terminal.err(`warning: ${warning}.\n`);
  terminal.out(print[options.json === true ? 'json' : options.format](found.books.balances()));
  return 0;
};

/** What a person who reads the balances should know of the log that they are of. */
const warnings = (name: string, found: FoldedLog, { position, at }: Until): readonly string[] => {
  const { complete, torn, folded, events } = found;
  const end = String(found.position);
  return [
    !complete &&
      `${name} has no end line: it was cut, or its writer was killed. Later events may be missing`,
    torn !== undefined &&
      `${name}: line ${String(torn.line)}, byte ${String(torn.byte)}: ${torn.message}. ` +
        'The balances are those of the events that are there; verify the log',
    position !== undefined &&
      position > found.position &&
      `position ${String(position)} is beyond the log, which ends at ${end}`,
    at !== undefined && folded === 0 && events > 0 && `no event of ${name} happened up to ${at}`,
  ].filter((warning) => warning !== false);
};

const untilOf = ({ position, at }: BalancesOptions): Until => {
  if (at !== undefined && !Instant.is(at))
    throw new CommandFailure(`--at ${JSON.stringify(at)}: expected ${Instant.name}`);
  return { ...(position === undefined ? {} : { position }), ...(at === undefined ? {} : { at }) };
};

const print: Readonly<Record<BalancesOptions['format'], (rows: readonly Balance[]) => string>> = {
  csv: formatBalances,
  json: (rows) =>
    `${JSON.stringify(
      rows.map(({ account, asset, amount }) => ({
        account,
        asset,
        amount: formatAmount({ asset, amount }),
      })),
      null,
      2,
    )}\n`,
  table: (rows) =>
    table(
      ['account', 'balance'],
      rows.map((row) => [row.account, readableAmount(row)]),
      [1],
    ),
};
