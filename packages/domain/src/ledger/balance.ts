import { formatDiamonds } from '../amount/amount.js';
import type { Asset } from './posting.js';

/** What an account holds of an asset. */
export interface Balance {
  readonly account: string;
  readonly asset: Asset;
  /** In the asset's unit: coins, ten-thousandths of a diamond, minor units. */
  readonly amount: bigint;
}

/** By account, then asset, by code unit. */
export const sortBalances = (balances: Iterable<Balance>): readonly Balance[] =>
  [...balances].sort((a, b) => compare(a.account, b.account) || compare(a.asset, b.asset));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An amount as it is printed: diamonds with four decimals, all else as a whole number. */
export const formatAmount = ({ asset, amount }: Pick<Balance, 'asset' | 'amount'>): string =>
  asset === 'DIAMOND' ? formatDiamonds(amount) : String(amount);
