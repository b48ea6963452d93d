import type { Posting } from '@largesse/domain';
import type { BalanceChange, Step } from './invariant.js';

/**
 * What an event does to the accounts that it touches, by the ledger. One that the folds do not take, a
 * repeat, changes nothing.
 */
export const balanceChanges = (
  { postings, taken, folds: { ledger } }: Pick<Step, 'postings' | 'taken' | 'folds'>,
  when: 'before' | 'after',
): readonly BalanceChange[] =>
  sums(postings).map(({ account, asset, amount }) => {
    const now = ledger.balance(account, asset);
    const change = taken === undefined ? 0n : amount;
    return when === 'before'
      ? { account, asset, before: now, after: now + change }
      : { account, asset, before: now - change, after: now };
  });

/** One posting for each account and asset. */
const sums = (postings: readonly Posting[]): readonly Posting[] => {
  const byAccount = new Map<string, Posting>();
  for (const posting of postings) {
    const key = `${posting.account} ${posting.asset}`;
    const amount = posting.amount + (byAccount.get(key)?.amount ?? 0n);
    byAccount.set(key, { ...posting, amount });
  }
  return [...byAccount.values()];
};
