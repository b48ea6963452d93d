import { paymentKey } from '@largesse/domain';
import type { Check } from './invariant.js';
import { Seen } from './seen.js';

/** 5: no key stands in two batches, and no payment credits coins twice. */
export const takesEffectOnce = (): Check => {
  const payments = new Seen();
  let last: string | undefined;
  return {
    invariant: 'takes_effect_once',
    before: ({ keyIsNew, entry: { event, recorded } }) => {
      const { key, index } = recorded.batch;
      const repeated = !keyIsNew && !(index > 0 && key === last);
      last = key;
      const paid = event.type === 'CoinsPurchased' ? paymentKey(event.data.payment) : undefined;
      const paidTwice = paid !== undefined && payments.again(paid);
      if (repeated) return `command "${key}" took effect before`;
      return paidTwice ? `payment "${paid}" credited coins before` : undefined;
    },
  };
};
