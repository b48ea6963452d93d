import type { Projection } from '@largesse/core';
import { coins, minus, plus, type Coins } from '../amount/amount.js';
import { walletTag, type CoinsPurchased } from './coins-purchased.js';
import type { GiftSent } from './gift-sent.js';

/** What a viewer has. */
export interface Wallet {
  /** To spend. */
  readonly coins: Coins;
}

export const wallet: Projection<Wallet, CoinsPurchased | GiftSent> = {
  name: 'wallet',
  version: 1,
  types: ['CoinsPurchased', 'GiftSent'],
  tags: (id) => [walletTag(id)],
  keyOf: (event) => event.data.walletId,
  initial: () => ({ coins: coins(0) }),
  apply: (draft, event) => {
    switch (event.type) {
      case 'CoinsPurchased':
        draft.coins = plus(draft.coins, event.data.coins);
        return;
      case 'GiftSent':
        draft.coins = minus(draft.coins, event.data.coins);
        return;
    }
  },
};
