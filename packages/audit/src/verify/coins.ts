import type { GiftingEvent } from '@largesse/domain';
import type { LogFolds } from './log-folds.js';
import type { Check } from './invariant.js';

/** 3: the coins in all wallets are those bought less those spent, as the events say. */
export const coinsInCirculation = (): Check => {
  let expected = 0n;
  let inWallets = 0n;
  let before = 0n;
  return {
    invariant: 'coins_in_circulation',
    before: ({ entry: { event }, folds }) => {
      const moved = movedBy(event);
      if (moved !== undefined) before = coinsOf(folds, moved.walletId);
      return undefined;
    },
    after: ({ entry: { event }, folds }) => {
      const moved = movedBy(event);
      if (moved === undefined) return undefined;
      inWallets += coinsOf(folds, moved.walletId) - before;
      const right = expected + moved.coins;
      // What went wrong once is not blamed on the events after it.
      expected = inWallets;
      return inWallets === right
        ? undefined
        : `${String(inWallets)} coins are in wallets; bought less spent are ${String(right)}`;
    },
  };
};

interface Moved {
  readonly walletId: string;
  /** Negative if they left the wallet. */
  readonly coins: bigint;
}

/** The coins that came into a wallet with an event, or left it. */
const movedBy = ({ type, data }: GiftingEvent): Moved | undefined => {
  switch (type) {
    case 'CoinsPurchased':
      return { walletId: data.walletId, coins: data.coins };
    case 'GiftSent':
      return { walletId: data.walletId, coins: -data.coins };
    case 'PolicyPublished':
    case 'IdentityVerified':
    case 'PayoutMethodLinked':
    case 'WithdrawalRequested':
    case 'PayoutConfirmed':
    case 'PayoutFailed':
      return undefined;
  }
};

const coinsOf = ({ books }: LogFolds, id: string): bigint =>
  books.wallets.states.get(id)?.state.coins ?? 0n;

/** 4: the creator's share and the commission are the worth of the gift, to the last unit. */
export const giftDividesExactly = (): Check => ({
  invariant: 'gift_divides_exactly',
  before: ({ entry: { event } }) => {
    if (event.type !== 'GiftSent') return undefined;
    const { worth, share, commission } = event.data;
    return share + commission === worth
      ? undefined
      : `share ${String(share)} and commission ${String(commission)} are not the worth ${String(worth)}`;
  },
});
