import type { Report } from '@largesse/audit';
import { readableAmount } from '../output/readable-amount.js';
import { table } from '../output/table.js';

/** The books of the evening, what proves them, and where to look on: the log as a command takes it. */
export const closing = ({ balances, invariants, events }: Report, place: string): string => {
  const rows = balances.map((row) => [row.account, readableAmount(row)]);
  const held = invariants.filter((result) => result.held).length;
  return [
    `\n${table(['account', 'balance'], rows, [1])}\n`,
    `The log has ${String(events)} events; ${String(held)} of ${String(invariants.length)} invariants hold.\n\n`,
    'Look on:\n',
    ...[`balances ${place}`, `balances ${place} --position 20`, `verify ${place}`].map(
      (command) => `  ${ownName()} ${command}\n`,
    ),
  ].join('');
};

/** The scripts of a clone that start this; who typed one has no `largesse` of their own. */
const SCRIPTS: readonly (string | undefined)[] = ['demo', 'largesse'];

/** How the person who sees this would type the command. */
const ownName = (): string =>
  SCRIPTS.includes(process.env.npm_lifecycle_event) ? 'npx -y pnpm@10 -s largesse' : 'largesse';

/** A file of a log, as a command takes it. */
export const logArgument = (path: string): string => asTyped(path);

/** A store by its name, which has no password, as a command takes it. */
export const storeArgument = (name: string): string => `--store ${asTyped(name)}`;

/** A word as a shell takes it. */
const asTyped = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
