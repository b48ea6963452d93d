import type { Command } from '@largesse/domain';
import { Dice } from '../dice.js';
import { AT, CREATORS, WALLETS } from './world.js';

/** What a command is made from: the same always makes the same. */
export interface Place {
  readonly seed: number;
  /** Whose command it is: a writer's name, or the name that all writers share. */
  readonly author: string;
  /** Counted from 0. */
  readonly number: number;
}

/**
 * The command of an author with a number. Payments and withdrawals have ids that all authors use at
 * about the same time, so that they are raced for as wallets and creators are.
 */
export const plannedCommand = ({ seed, author, number }: Place): Command => {
  const dice = new Dice(seed, author, number);
  const common = { commandId: `${author}-${String(number)}`, at: AT };
  const walletId = dice.pick(...WALLETS);
  const creatorId = dice.pick(...CREATORS);
  const era = Math.floor(number / 6);
  const kind = dice.roll(100);
  if (kind < 33) {
    const own = dice.roll(5) > 0;
    const reference = own ? common.commandId : `shared-${String(era)}`;
    const payment = { provider: 'stripe', reference, amount: 100, currency: 'USD' };
    const sold = { packageId: 'some', channel: 'web', region: 'US' } as const;
    return { type: 'BuyCoins', ...common, walletId, ...sold, payment };
  }
  if (kind < 75) {
    const lion = dice.roll(15) === 0;
    const gift = lion
      ? { giftId: 'lion', quantity: 1 }
      : { giftId: 'rose', quantity: 1 + dice.roll(90) };
    const context = { kind: 'live', id: 'room-1' } as const;
    return { type: 'SendGift', ...common, walletId, creatorId, ...gift, context };
  }
  if (kind < 87) {
    const withdrawalId = `w-${String(era)}`;
    const diamonds = dice.between(9, 60);
    return {
      type: 'Withdraw',
      ...common,
      creatorId,
      withdrawalId,
      payoutMethodId: 'bank',
      diamonds,
    };
  }
  const withdrawalId = `w-${String(Math.max(0, era - dice.roll(3)))}`;
  return dice.roll(2) === 0
    ? { type: 'ConfirmPayout', ...common, withdrawalId, reference: `tr-${String(number)}` }
    : { type: 'FailPayout', ...common, withdrawalId, reason: 'closed' };
};
