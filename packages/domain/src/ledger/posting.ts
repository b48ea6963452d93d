/** What an account counts: coins, ten-thousandths of a diamond, or minor units of a currency. */
export type Asset = 'COIN' | 'DIAMOND' | (string & {});

/** One line of a journal entry: the account's balance changes by `amount`. */
export interface Posting {
  readonly account: string;
  readonly asset: Asset;
  /** In the asset's unit; a debit is negative. */
  readonly amount: bigint;
}

/** A posting; postings of one event sum to zero for each asset. */
export const post = (account: string, asset: Asset, amount: bigint): Posting => ({
  account,
  asset,
  amount,
});
