import type { Projection } from '@largesse/core';
import { paymentKey, paymentTag, type CoinsPurchased } from './coins-purchased.js';

/** Whether a payment credited coins, to anyone. */
export interface Payment {
  readonly used: boolean;
}

export const payment: Projection<Payment, CoinsPurchased> = {
  name: 'payment',
  version: 1,
  types: ['CoinsPurchased'],
  tags: (key) => [paymentTag(key)],
  keyOf: (event) => paymentKey(event.data.payment),
  initial: () => ({ used: false }),
  apply: (draft) => {
    draft.used = true;
  },
};
