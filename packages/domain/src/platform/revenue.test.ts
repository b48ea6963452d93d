import { foldOf, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { revenue } from './revenue.js';

test.each(['USD', 'JPY'])(
  'of all prices in %s nothing is lost; fees are of confirmed payouts only',
  (currency) => {
    fc.assert(
      fc.property(history(), (commands) => {
        const { events } = judge(commands);
        const { sales, payoutFees } = foldOf(events)(revenue, '');
        const sold = events.flatMap(({ event }) =>
          event.type === 'CoinsPurchased' && event.data.currency === currency ? [event.data] : [],
        );
        const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);
        const its = sales[currency];
        expect(its !== undefined).toBe(sold.length > 0);
        expect(sum(Object.values(its ?? {}))).toBe(sum(sold.map(({ price }) => price)));
        expect(its?.tax ?? 0n).toBe(sum(sold.map(({ tax }) => tax)));
        expect(its?.storeFees ?? 0n).toBe(sum(sold.map(({ storeFee }) => storeFee)));

        const fees = events.flatMap(({ event }) =>
          event.type === 'PayoutConfirmed' && event.data.currency === currency
            ? [event.data.fee]
            : [],
        );
        expect(payoutFees[currency]).toBe(fees.length === 0 ? undefined : sum(fees));
      }),
    );
  },
);
