import { foldOf, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { paymentKey } from './coins-purchased.js';
import { payment } from './payment.js';

test('a payment is used once it credited coins, and it does so once', () => {
  fc.assert(
    fc.property(history(), (commands) => {
      const { events } = judge(commands);
      const used = events.flatMap(({ event }) =>
        event.type === 'CoinsPurchased' ? [paymentKey(event.data.payment)] : [],
      );
      expect(new Set(used).size).toBe(used.length);
      for (const command of commands) {
        if (command.type !== 'BuyCoins') continue;
        const key = paymentKey(command.payment);
        expect(foldOf(events)(payment, key).used).toBe(used.includes(key));
      }
    }),
  );
});
