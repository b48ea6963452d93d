import type { Posting } from '@largesse/domain';
import type { Check, Complaint } from './invariant.js';

/** 1: the postings of an event sum to zero for each asset, so all of them always do. */
export const postingsSumToZero = (): Check => ({
  invariant: 'postings_sum_to_zero',
  before: ({ postings }) => (isBalanced(postings) ? undefined : remainder(postings)),
});

/** Quick for events of one or two assets, which all are. */
const isBalanced = (postings: readonly Posting[]): boolean => {
  const first = postings[0]?.asset;
  const other = postings.find(({ asset }) => asset !== first)?.asset;
  let sum = 0n;
  let otherSum = 0n;
  for (const { asset, amount } of postings) {
    if (asset === first) sum += amount;
    else if (asset === other) otherSum += amount;
    else return remainder(postings) === undefined;
  }
  return sum === 0n && otherSum === 0n;
};

const remainder = (postings: readonly Posting[]): Complaint => {
  const sums = new Map<string, bigint>();
  for (const { asset, amount } of postings) sums.set(asset, (sums.get(asset) ?? 0n) + amount);
  const [left] = [...sums].filter(([, sum]) => sum !== 0n);
  return left && `the postings leave ${String(left[1])} of ${left[0]}`;
};

/** 2: no account of a wallet or a creator is below zero. Who is raised is not blamed. */
export const noNegativeBalance = (): Check => ({
  invariant: 'no_negative_balance',
  after: ({ postings, folds: { ledger } }) => {
    const below = postings.find(
      ({ account, asset, amount }) =>
        amount < 0n && isUsers(account) && ledger.balance(account, asset) < 0n,
    );
    return below && `${below.account} is below zero`;
  },
});

const isUsers = (account: string): boolean =>
  account.startsWith('wallet:') || account.startsWith('creator:');
