import type { Report } from '@largesse/audit';
import { readableAmount } from '../output/readable-amount.js';
import { table } from '../output/table.js';

/** The books of the evening, what proves them, and where to look on. */
export const closing = ({ balances, invariants, events }: Report, log: string): string => {
  const rows = balances.map((row) => [row.account, readableAmount(row)]);
  const file = asTyped(log);
  const held = invariants.filter((result) => result.held).length;
  return [
    `\n${table(['account', 'balance'], rows, [1])}\n`,
    `The log has ${String(events)} events; ${String(held)} of ${String(invariants.length)} invariants hold.\n\n`,
    'Look on:\n',
    ...[`balances ${file}`, `balances ${file} --position 20`, `verify ${file}`].map(
      (command) => `  ${ownName()} ${command}\n`,
    ),
  ].join('');
};

/** How the person who sees this would type the command. */
const ownName = (): string =>
  process.env.npm_lifecycle_event === 'demo' ? 'npx -y pnpm@10 -s largesse' : 'largesse';

/** A file's name as a shell takes it. */
const asTyped = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
