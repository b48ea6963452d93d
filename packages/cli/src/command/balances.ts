import { foldLog, formatBalances, readLog, type Until } from '@largesse/audit';
import { Instant, formatAmount, type Balance } from '@largesse/domain';
import { CommandFailure } from '../failure.js';
import { openInput } from '../input/file-chunks.js';
import { readFrom } from '../input/read-from.js';
import { progressOver } from '../output/progress.js';
import { readableAmount } from '../output/readable-amount.js';
import { table } from '../output/table.js';
import type { Terminal } from '../output/terminal.js';

export interface BalancesOptions {
  readonly format: 'table' | 'csv' | 'json';
  /** Only events up to and with this position. */
  readonly position?: number;
  /** Only events that happened at this time or before. */
  readonly at?: string;
}

/** Folds a log and prints every balance. */
export const balances = async (
  path: string,
  options: BalancesOptions,
  terminal: Terminal,
): Promise<number> => {
  const until = untilOf(options);
  const input = await openInput(path);
  const progress = progressOver(input, 'events', terminal);
  const folded = await readFrom(input.name, () => foldLog(readLog(progress.chunks), until)).finally(
    progress.stop,
  );
  const { books, position, complete } = folded;
  if (!complete) {
    terminal.err(
      `warning: ${input.name} has no end line: it was cut, or its writer was killed. Later events may be missing.\n`,
    );
  }
  if (options.position !== undefined && options.position > position) {
    terminal.err(
      `warning: position ${String(options.position)} is beyond the log, which ends at ${String(position)}.\n`,
    );
  }
  terminal.out(print[options.format](books.balances()));
  return 0;
};

const untilOf = ({ position, at }: BalancesOptions): Until => {
  if (at !== undefined && !Instant.is(at)) {
    throw new CommandFailure(`--at ${at}: expected ${Instant.name}`);
  }
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
