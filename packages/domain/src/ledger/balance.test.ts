import { formatAmount, sortBalances } from './balance.js';

const row = (account: string, asset: string) => ({ account, asset, amount: 0n });

test('balances stand by account, then asset, by code unit', () => {
  const sorted = [
    row('creator:B', 'DIAMOND'),
    row('creator:a', 'DIAMOND'),
    row('creator:a-b', 'DIAMOND'),
    row('creator:a:in-payout', 'DIAMOND'),
    row('platform:tax', 'EUR'),
    row('platform:tax', 'USD'),
    row('wallet:__proto__', 'COIN'),
  ];
  expect(sortBalances([...sorted].reverse())).toEqual(sorted);
});

test('diamonds print with four decimals, coins and money without', () => {
  expect(formatAmount({ asset: 'DIAMOND', amount: 15_001n })).toBe('1.5001');
  expect(formatAmount({ asset: 'COIN', amount: 15_001n })).toBe('15001');
  expect(formatAmount({ asset: 'JPY', amount: 15_001n })).toBe('15001');
});
