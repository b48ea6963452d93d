import { judge, ratioText, sample, samplePolicy } from '@largesse/testing';
import * as fc from 'fast-check';
import type { Policy } from '../policy/policy.js';

/** A policy under which the creator of the samples has 1000 diamonds; what a withdrawal comes to. */
const withdraw = (diamonds: number, payout: Partial<Policy['payout']['currencies'][number]>) => {
  const currencies = samplePolicy.payout.currencies.map((terms) => ({ ...terms, ...payout }));
  const policy = { ...samplePolicy, payout: { currencies, minimumDiamonds: 10 } };
  const { outcomes } = judge([
    { ...sample.PublishPolicy, policy },
    sample.BuyCoins,
    sample.SendGift,
    sample.VerifyIdentity,
    sample.LinkPayoutMethod,
    { ...sample.Withdraw, diamonds },
  ]);
  const last = outcomes.at(-1);
  if (last === undefined || last.status === 'refused') return last?.code;
  const [positioned] = last.events;
  return positioned?.event.type === 'WithdrawalRequested' ? positioned.event.data : undefined;
};

test('the payout is the worth rounded down, less the fee', () => {
  expect(withdraw(501, {})).toMatchObject({ diamonds: 5_010_000n, net: 225n, fee: 25n });
  expect(withdraw(999, { minorPerDiamond: '173/340', fee: 0 })).toMatchObject({ net: 508n });
});

test('the least that may be withdrawn, and the most', () => {
  const rate = { minorPerDiamond: '100/1' };
  expect(withdraw(9, rate)).toBe('diamonds_below_minimum');
  expect(withdraw(10, rate)).toMatchObject({ net: 975n });
  expect(withdraw(1000, rate)).toMatchObject({ net: 99_975n });
  expect(withdraw(1001, rate)).toBe('diamonds_insufficient');
  expect(withdraw(Number.MAX_SAFE_INTEGER, rate)).toBe('diamonds_insufficient');
});

test('a payout is more than the fee, if only by one', () => {
  expect(withdraw(51, {})).toBe('payout_below_fee');
  expect(withdraw(52, {})).toMatchObject({ net: 1n });
  expect(withdraw(10, { minorPerDiamond: '1/11', fee: 0 })).toBe('payout_below_fee');
});

test('net and fee are the greatest amount that the rate gives', () => {
  const fee = fc.nat({ max: 1000 });
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 1000 }), ratioText(), fee, (count, rate, fee) => {
      const [p = 1n, q = 1n] = rate.split('/').map(BigInt);
      const requested = withdraw(count, { minorPerDiamond: rate, fee });
      const exact = BigInt(count) * p;
      if (typeof requested !== 'object') {
        expect(requested).toBe('payout_below_fee');
        expect(exact < (BigInt(fee) + 1n) * q).toBe(true);
        return;
      }
      const gross = requested.net + requested.fee;
      expect([requested.fee, requested.net > 0n]).toEqual([BigInt(fee), true]);
      expect([gross * q <= exact, exact < (gross + 1n) * q]).toEqual([true, true]);
    }),
  );
});

test('amounts are fixed at the request: a later policy changes nothing', () => {
  const later = {
    ...samplePolicy,
    version: 'b',
    commissionBps: 0,
    payout: { ...samplePolicy.payout, currencies: [] },
  };
  const { FailPayout, ...others } = sample;
  const { events } = judge([
    ...Object.values(others).slice(0, 6),
    { ...sample.PublishPolicy, commandId: 'later', policy: later },
    sample.ConfirmPayout,
  ]);
  expect(FailPayout.withdrawalId).toBe('w1');
  expect(events.at(-1)?.event).toMatchObject({
    type: 'PayoutConfirmed',
    data: { diamonds: 5_010_000n, currency: 'USD', net: 225n, fee: 25n },
  });
});
