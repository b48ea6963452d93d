import { foldOf, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import type { GiftingEvent } from '../event/gifting-events.js';
import { earnings } from './earnings.js';

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

/** Of all events of a type that concern a creator, what one of their amounts comes to. */
const total = <N extends GiftingEvent['type']>(
  events: readonly GiftingEvent[],
  type: N,
  amount: (event: Extract<GiftingEvent, { type: N }>) => bigint,
): bigint => {
  const isOf = (event: GiftingEvent): event is Extract<GiftingEvent, { type: N }> =>
    event.type === type;
  return sum(events.filter(isOf).map(amount));
};

test('diamonds are conserved: shares are available, in payout or redeemed; money is what was paid', () => {
  fc.assert(
    fc.property(history(), fc.constantFrom('bea', 'ann', 'constructor'), (commands, id) => {
      const { events } = judge(commands);
      const its = events
        .map(({ event }) => event)
        .filter(({ data }) => 'creatorId' in data && data.creatorId === id);
      const { available, inPayout = 0n, paid } = foldOf(events)(earnings, id);
      const redeemed = total(its, 'PayoutConfirmed', ({ data }) => data.diamonds);
      const requested = total(its, 'WithdrawalRequested', ({ data }) => data.diamonds);
      const failed = total(its, 'PayoutFailed', ({ data }) => data.diamonds);

      expect(available + inPayout + redeemed).toBe(
        total(its, 'GiftSent', ({ data }) => data.share),
      );
      expect(inPayout).toBe(requested - redeemed - failed);
      expect([available >= 0n, inPayout >= 0n]).toEqual([true, true]);
      expect(sum(Object.values(paid))).toBe(total(its, 'PayoutConfirmed', ({ data }) => data.net));
    }),
  );
});

test('nothing is in payout before the first withdrawal, and zero after it is settled', () => {
  fc.assert(
    fc.property(history(), (commands) => {
      const { events } = judge(commands);
      const asked = events.some(
        ({ event }) => event.type === 'WithdrawalRequested' && event.data.creatorId === 'bea',
      );
      expect(foldOf(events)(earnings, 'bea').inPayout !== undefined).toBe(asked);
    }),
  );
});
