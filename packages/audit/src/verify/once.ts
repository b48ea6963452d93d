import { paymentKey } from '@largesse/domain';
import type { Check } from './invariant.js';

/** 5: no key stands in two batches, and no payment credits coins twice. */
export const takesEffectOnce = (): Check => {
  const keys = new Set<string>();
  const payments = new Set<string>();
  let last: string | undefined;
  return {
    invariant: 'takes_effect_once',
    before: ({ entry: { event, recorded } }) => {
      const { key, index } = recorded.batch;
      const repeated = keys.has(key) && !(index > 0 && key === last);
      keys.add(key);
      last = key;
      const paid = event.type === 'CoinsPurchased' ? paymentKey(event.data.payment) : undefined;
      const paidTwice = paid !== undefined && payments.has(paid);
      if (paid !== undefined) payments.add(paid);
      if (repeated) return `command "${key}" took effect before`;
      return paidTwice ? `payment "${paid}" credited coins before` : undefined;
    },
  };
};
