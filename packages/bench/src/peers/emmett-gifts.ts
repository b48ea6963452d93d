import { CommandHandler, type Event, type EventStore } from '@event-driven-io/emmett';
import { inTurn } from '../in-turn.js';
import type { Contender } from '../rounds.js';

type WalletEvent =
  Event<'CoinsPurchased', { coins: number }> | Event<'GiftSent', { coins: number; to: string }>;

const handle = CommandHandler<{ readonly coins: number }, WalletEvent>({
  evolve: ({ coins }, { type, data }) => ({
    coins: type === 'CoinsPurchased' ? coins + data.coins : coins - data.coins,
  }),
  initialState: () => ({ coins: 0 }),
});

export interface EmmettGifts {
  readonly wallets: number;
  /** Gifts that each wallet sent before. */
  readonly history: number;
  readonly operations: number;
  readonly inFlight: number;
}

/**
 * The same gifts on an event store of Emmett: a stream a wallet, folded anew at each command. It
 * checks no input, knows no idempotency keys and keeps no indexes by creator. A gift that the
 * store fails (SQLite that is busy, a conflict) is sent again until it succeeds.
 */
export const emmettGifts = async (
  name: string,
  store: EventStore,
  { wallets, history, operations, inFlight }: EmmettGifts,
): Promise<Contender> => {
  const all = Array.from({ length: wallets }, (_, w) => `${name} ${String(w)}`);
  const give = async (wallet: string): Promise<void> => {
    await handle(store, wallet, ({ coins }) => {
      if (coins < 3) throw new Error('coins_insufficient');
      return { type: 'GiftSent', data: { coins: 3, to: 'c0' } };
    });
  };
  const giveAtLast = async (wallet: string): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      try {
        await give(wallet);
        return;
      } catch (thrown) {
        if (tries === 100) throw thrown;
      }
    }
  };
  for (const wallet of all) {
    const bought: WalletEvent = { type: 'CoinsPurchased', data: { coins: 1_000_000_000 } };
    const sent = Array.from({ length: history }, (): WalletEvent => ({
      type: 'GiftSent',
      data: { coins: 3, to: 'c0' },
    }));
    await store.appendToStream(wallet, [bought, ...sent]);
  }
  return {
    name,
    operations,
    prepare: () => () =>
      inTurn(
        Array.from({ length: operations }, (_, i) => all[i % wallets] ?? ''),
        inFlight,
        giveAtLast,
      ),
  };
};
