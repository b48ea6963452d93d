import type { Command } from '@largesse/domain';
import * as fc from 'fast-check';
import { packages, smallPolicy } from './catalogue.js';

/** The next command of a history, given its id and those before it; nothing if it needs some. */
export type Move = (commandId: string, earlier: readonly Command[]) => Command | undefined;

/** Five milliseconds of an evening, in any order, and seldom a time before every policy. */
const at = () =>
  fc
    .noBias(fc.integer({ min: 1, max: 20 }))
    .map((mark) => (mark === 20 ? '2025-12-31T23:59:59.999Z' : clock((mark % 5) + 1)));
const clock = (millisecond: number) => `2026-03-01T18:00:00.00${String(millisecond)}Z`;

const walletId = () => fc.constantFrom('ann', 'bob', '__proto__');
const creatorId = () => fc.constantFrom('bea', 'bea', 'bea', 'constructor', 'ann');
const withdrawalId = () => fc.constantFrom('w1', 'w2', 'w3');
const payoutMethodId = () => fc.constantFrom('m1', 'm1', 'm2');

/** One time in twenty true. */
const seldom = () => fc.noBias(fc.integer({ min: 0, max: 19 })).map((mark) => mark === 19);

/** A move that makes a command of these fields under whatever id it gets. */
const making = <C extends Command>(
  type: C['type'],
  fields: fc.Arbitrary<Omit<C, 'type' | 'commandId' | 'at'>>,
): fc.Arbitrary<Move> =>
  fc
    .tuple(at(), fields)
    // The fields are those of C but for the three that are added here.
    .map(
      ([at, rest]) =>
        (commandId) =>
          ({ type, commandId, at, ...rest }) as unknown as C,
    );

type Of<N extends Command['type']> = Extract<Command, { type: N }>;

/** What gives a creator something to withdraw: coins, an identity, a payout method, a gift. */
export const opening = (): readonly fc.Arbitrary<Move>[] => {
  const [ann, bea] = [{ walletId: 'ann' }, { creatorId: 'bea' }];
  const payment = { provider: 'stripe', reference: 'r0', amount: 999_999, currency: 'USD' };
  const big = { packageId: 'big', channel: 'web', region: 'US', payment } as const;
  const roses = { giftId: 'rose', quantity: 9_999, context: { kind: 'live', id: 'room' } } as const;
  const toBank = { payoutMethodId: 'm1', kind: 'bank', currency: 'USD' } as const;
  return [
    making<Of<'BuyCoins'>>('BuyCoins', fc.constant({ ...ann, ...big })),
    making<Of<'VerifyIdentity'>>('VerifyIdentity', fc.constant(bea)),
    making<Of<'LinkPayoutMethod'>>('LinkPayoutMethod', fc.constant({ ...bea, ...toBank })),
    making<Of<'SendGift'>>('SendGift', fc.constant({ ...ann, ...bea, ...roses })),
  ];
};

export const move = {
  publish: () => making<Of<'PublishPolicy'>>('PublishPolicy', fc.record({ policy: smallPolicy() })),
  buy: () =>
    making<Of<'BuyCoins'>>(
      'BuyCoins',
      fc
        .record({
          walletId: walletId(),
          sold: fc.constantFrom(...packages),
          unknown: seldom(),
          provider: fc.constantFrom('stripe', 's:', 's'),
          reference: fc.constantFrom('r1', 'r2', 'r3', ':r1'),
          tooMuch: seldom(),
        })
        .map(({ walletId, sold, unknown, provider, reference, tooMuch }) => ({
          walletId,
          packageId: unknown ? 'none' : sold.id,
          channel: sold.channel,
          region: sold.region,
          payment: {
            provider,
            reference,
            amount: tooMuch ? 1 : sold.price,
            currency: sold.currency,
          },
        })),
    ),
  give: () =>
    making<Of<'SendGift'>>(
      'SendGift',
      fc.record({
        walletId: walletId(),
        creatorId: creatorId(),
        giftId: fc.constantFrom(...Array<string>(9).fill('rose'), 'lion', 'sun', 'none'),
        quantity: fc.oneof(
          fc.integer({ min: 1, max: 75 }),
          fc.integer({ min: 100, max: 9_999 }),
          fc.constantFrom(1, 1_000_000),
        ),
        context: fc.constantFrom(
          { kind: 'live', id: 'room' } as const,
          { kind: 'video', id: 'room' } as const,
        ),
      }),
    ),
  verify: () =>
    making<Of<'VerifyIdentity'>>('VerifyIdentity', fc.record({ creatorId: creatorId() })),
  link: () =>
    making<Of<'LinkPayoutMethod'>>(
      'LinkPayoutMethod',
      fc.record({
        creatorId: creatorId(),
        payoutMethodId: payoutMethodId(),
        kind: fc.constantFrom('bank', 'paypal'),
        currency: fc.constantFrom('USD', 'USD', 'JPY', 'JPY', 'EUR'),
      }),
    ),
  withdraw: () =>
    making<Of<'Withdraw'>>(
      'Withdraw',
      fc.record({
        creatorId: fc.constantFrom(...Array<string>(6).fill('bea'), 'ann', 'constructor'),
        withdrawalId: withdrawalId(),
        payoutMethodId: payoutMethodId(),
        diamonds: fc.oneof(
          fc.integer({ min: 1, max: 100 }),
          fc.integer({ min: 60, max: 1000 }),
          fc.constantFrom(1_000_000, Number.MAX_SAFE_INTEGER),
        ),
      }),
    ),
  confirm: () =>
    making<Of<'ConfirmPayout'>>(
      'ConfirmPayout',
      fc.record({ withdrawalId: withdrawalId(), reference: fc.constant('tr') }),
    ),
  fail: () =>
    making<Of<'FailPayout'>>(
      'FailPayout',
      fc.record({ withdrawalId: withdrawalId(), reason: fc.constant('closed') }),
    ),
  /** An earlier command: as it was, with its fields in another order, or at another time. */
  again: (): fc.Arbitrary<Move> =>
    fc
      .record({ back: fc.nat({ max: 20 }), how: fc.constantFrom('same', 'turned', 'changed') })
      .map(({ back, how }) => (_, earlier) => {
        const before = earlier.at(-1 - (back % Math.max(1, earlier.length)));
        if (before === undefined || how === 'same') return before;
        if (how === 'changed') return { ...before, at: clock(9) };
        // The same fields in another order are the same command.
        return Object.fromEntries(Object.entries(before).reverse()) as unknown as Command;
      }),
};
