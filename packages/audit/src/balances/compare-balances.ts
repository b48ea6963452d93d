import type { Asset, Balance } from '@largesse/domain';

/** An account of which two lists of balances say different things; absent where one lacks it. */
export interface Difference {
  readonly account: string;
  readonly asset: Asset;
  readonly expected?: bigint;
  readonly actual?: bigint;
}

/** Where two lists of balances differ, by account, then asset. None: they say the same. */
export const compareBalances = (
  expected: Iterable<Balance>,
  actual: Iterable<Balance>,
): readonly Difference[] => {
  const rest = new Map([...actual].map((balance) => [keyOf(balance), balance]));
  const differences: (readonly [string, Difference])[] = [];
  for (const wanted of expected) {
    const key = keyOf(wanted);
    const found = rest.get(key);
    rest.delete(key);
    if (found?.amount === wanted.amount) continue;
    const { account, asset, amount } = wanted;
    const difference = { account, asset, expected: amount };
    differences.push([key, found ? { ...difference, actual: found.amount } : difference]);
  }
  for (const [key, { account, asset, amount }] of rest)
    differences.push([key, { account, asset, actual: amount }]);
  return differences.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, difference]) => difference);
};

/** Sorts as account, then asset: a space is below every character of either. */
const keyOf = ({ account, asset }: Balance): string => `${account} ${asset}`;
