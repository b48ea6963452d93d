import { foldOf, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { commission } from './commission.js';

test('the platform keeps of all gifts what the creators do not get', () => {
  fc.assert(
    fc.property(history(), (commands) => {
      const { events } = judge(commands);
      const gifts = events.flatMap(({ event }) => (event.type === 'GiftSent' ? [event.data] : []));
      const left = gifts.reduce<bigint>((sum, { worth, share }) => sum + worth - share, 0n);
      expect(foldOf(events)(commission, '')).toEqual({ diamonds: left });
    }),
  );
});
