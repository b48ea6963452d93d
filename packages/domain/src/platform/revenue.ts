import type { Projection } from '@largesse/core';
import { minus, money, plus, type Money } from '../amount/amount.js';
import type { PayoutConfirmed } from '../payout/withdrawal-events.js';
import type { CoinsPurchased } from '../wallet/coins-purchased.js';

/** What became of the price of sold coins, in one currency. */
export interface Sales {
  /** The price less tax and store fee. */
  readonly proceeds: Money;
  readonly storeFees: Money;
  readonly tax: Money;
}

/** The platform's money, by currency. */
export interface Revenue {
  readonly sales: Readonly<Record<string, Sales>>;
  /** Fees of confirmed payouts. */
  readonly payoutFees: Readonly<Record<string, Money>>;
}

const none = money(0);
const noSales: Sales = { proceeds: none, storeFees: none, tax: none };

export const revenue: Projection<Revenue, CoinsPurchased | PayoutConfirmed> = {
  name: 'revenue',
  version: 1,
  types: ['CoinsPurchased', 'PayoutConfirmed'],
  tags: () => [],
  keyOf: () => '',
  initial: () => ({ sales: {}, payoutFees: {} }),
  apply: (draft, event) => {
    switch (event.type) {
      case 'CoinsPurchased': {
        const { currency, price, tax, storeFee } = event.data;
        const before = draft.sales[currency] ?? noSales;
        draft.sales[currency] = {
          proceeds: plus(before.proceeds, minus(minus(price, tax), storeFee)),
          storeFees: plus(before.storeFees, storeFee),
          tax: plus(before.tax, tax),
        };
        return;
      }
      case 'PayoutConfirmed': {
        const { currency, fee } = event.data;
        draft.payoutFees[currency] = plus(draft.payoutFees[currency] ?? none, fee);
        return;
      }
    }
  },
};
