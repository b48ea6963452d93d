import { formatAmount, sortBalances, type Balance } from '@largesse/domain';
import { either as E } from 'fp-ts';

const HEADER = 'account,asset,amount';

/** The balances file of the scenario rules: sorted, LF line ends, diamonds with four decimals. */
export const formatBalances = (balances: Iterable<Balance>): string =>
  [
    HEADER,
    ...sortBalances(balances).map(
      (balance) => `${balance.account},${balance.asset},${formatAmount(balance)}`,
    ),
    '',
  ].join('\n');

/** A text that is no balances file. */
export interface MalformedBalances {
  readonly code: 'balances_malformed';
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * Reads a balances file. Rows may come in any order, and what a spreadsheet does to a file is
 * taken: CR LF, a byte order mark, no line end at the end. Amounts must be in full: diamonds
 * with four decimals, everything else without any. No account and asset twice.
 */
export const parseBalances = (text: string): E.Either<MalformedBalances, readonly Balance[]> => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const [header, ...rows] = lines;
  if (header !== HEADER) return bad(1, `expected the header ${HEADER}`);
  const balances = new Map<string, Balance>();
  for (const [i, row] of rows.entries()) {
    const balance = parseRow(row);
    if (typeof balance === 'string') return bad(i + 2, balance);
    const key = `${balance.account},${balance.asset}`;
    if (balances.has(key)) return bad(i + 2, `${key} is there twice`);
    balances.set(key, balance);
  }
  return E.right(sortBalances(balances.values()));
};

const bad = (line: number, what: string): E.Either<MalformedBalances, never> =>
  E.left({ code: 'balances_malformed', line, message: `line ${String(line)}: ${what}` });

const ACCOUNT = /^[a-z]+(?::[A-Za-z0-9_.-]{1,64})+$/;
const ASSET = /^(?:COIN|DIAMOND|[A-Z]{3})$/;
const WHOLE = /^(?:0|-?[1-9]\d*)$/;
const DIAMONDS = /^(-?)(0|[1-9]\d*)\.(\d{4})$/;

const parseRow = (row: string): Balance | string => {
  const [account = '', asset = '', amount = '', ...more] = row.split(',');
  if (row === '') return 'the line is empty';
  if (amount === '' || more.length > 0) return 'expected three fields: account,asset,amount';
  if (!ACCOUNT.test(account)) return 'account: expected one such as wallet:ann';
  if (!ASSET.test(asset)) return 'asset: expected COIN, DIAMOND or three capital letters';
  if (asset !== 'DIAMOND')
    return WHOLE.test(amount)
      ? { account, asset, amount: BigInt(amount) }
      : `amount: expected a whole number of ${asset}, such as 12`;
  const [all, sign, whole, fraction] = DIAMONDS.exec(amount) ?? [];
  if (all === undefined || all === '-0.0000')
    return 'amount: expected diamonds with four decimals, such as 12.0000';
  return { account, asset, amount: BigInt(`${sign ?? ''}${whole ?? ''}${fraction ?? ''}`) };
};
