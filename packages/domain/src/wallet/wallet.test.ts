import { history, judge, foldOf } from '@largesse/testing';
import * as fc from 'fast-check';
import { wallet } from './wallet.js';

test('a wallet has what it bought less what it spent, and never less than nothing', () => {
  fc.assert(
    fc.property(history(), fc.constantFrom('ann', 'bob', '__proto__'), (commands, id) => {
      const { events } = judge(commands);
      const changes = events.flatMap(({ event }) => {
        if (event.type === 'CoinsPurchased' && event.data.walletId === id)
          return [event.data.coins];
        if (event.type === 'GiftSent' && event.data.walletId === id) return [-event.data.coins];
        return [];
      });
      const sum = changes.reduce<bigint>((total, change) => total + change, 0n);
      expect(foldOf(events)(wallet, id)).toEqual({ coins: sum });
      expect(sum >= 0n).toBe(true);
    }),
  );
});
