import { CommandHandler, getInMemoryEventStore, type Event } from '@event-driven-io/emmett';
import type { Contender } from '../rounds.js';

type WalletEvent =
  Event<'CoinsPurchased', { coins: number }> | Event<'GiftSent', { coins: number; to: string }>;

const handle = CommandHandler<{ readonly coins: number }, WalletEvent>({
  evolve: ({ coins }, { type, data }) => ({
    coins: type === 'CoinsPurchased' ? coins + data.coins : coins - data.coins,
  }),
  initialState: () => ({ coins: 0 }),
});

/**
 * The same gifts on Emmett's in-memory event store: a stream a wallet, folded anew at each
 * command. It checks no input, knows no idempotency keys and keeps no indexes by creator.
 */
export const emmettGifts = async (
  name: string,
  { wallets, history, operations }: { wallets: number; history: number; operations: number },
): Promise<Contender> => {
  const store = getInMemoryEventStore();
  const give = async (wallet: string): Promise<void> => {
    await handle(store, wallet, ({ coins }) => {
      if (coins < 3) throw new Error('coins_insufficient');
      return { type: 'GiftSent', data: { coins: 3, to: 'c0' } };
    });
  };
  for (let w = 0; w < wallets; w += 1) {
    const bought: WalletEvent = { type: 'CoinsPurchased', data: { coins: 1_000_000_000 } };
    const sent = Array.from({ length: history }, (): WalletEvent => ({
      type: 'GiftSent',
      data: { coins: 3, to: 'c0' },
    }));
    await store.appendToStream(`w${String(w)}`, [bought, ...sent]);
  }
  return {
    name,
    operations,
    prepare: () => async () => {
      for (let i = 0; i < operations; i += 1) await give(`w${String(i % wallets)}`);
    },
  };
};
