import { getInMemoryEventStore } from '@event-driven-io/emmett';
import { createMemoryStore } from '@largesse/store-memory';
import { engineOn, gifts } from '../gifts.js';
import { emmettGifts, type EmmettGifts } from '../peers/emmett-gifts.js';
import { print } from '../print.js';
import { measure } from '../rounds.js';
import { fillHistory } from '../stores/guarded-appends.js';
import { giftsByHand } from './gifts-by-hand.js';
import { bytesPerIdleWallet } from './idle-wallets.js';
import { scale } from './scale.js';

const ROUNDS = 5;
const OPERATIONS = 50_000;

/** How fast the engine itself is: on the store that costs least. */
export const memory = async (): Promise<void> => {
  const engineWith = async (wallets: number, history: number) => {
    const store = createMemoryStore();
    const engine = await engineOn(store, wallets);
    await fillHistory(store, wallets, history);
    return engine;
  };
  const fresh = await engineWith(1000, 10);
  print(
    'Gifts through execute on the memory store (1,000 wallets), and what else this machine does in a second',
    await measure(
      [
        ...[1, 32, 256].map((inFlight) =>
          gifts(`execute, ${String(inFlight)} in flight`, fresh, {
            wallets: 1000,
            operations: OPERATIONS,
            inFlight,
          }),
        ),
        giftsByHand(1000, OPERATIONS, 1),
        ...scale,
      ],
      ROUNDS,
    ),
  );

  const sizes = { operations: 20_000, wallets: 10, inFlight: 1 };
  const emmett = (name: string, given: EmmettGifts) =>
    emmettGifts(name, getInMemoryEventStore(), given);
  // Logs of one length: what a longer one costs the garbage collector is not the wallet's affair.
  const [young, old] = [await engineWith(10_000, 10), await engineWith(10, 10_000)];
  print(
    'Events in the wallet before (10 wallets in a log of 100,000 events, for emmett in streams of their own; 1 in flight)',
    await measure(
      [
        gifts('largesse, 10 events', young, sizes),
        gifts('largesse, 10,000 events', old, sizes),
        await emmett('emmett, 10 events', { ...sizes, history: 10, operations: 1000 }),
        await emmett('emmett, 10,000 events', { ...sizes, history: 10_000, operations: 50 }),
      ],
      ROUNDS,
    ),
  );

  const bytes = await bytesPerIdleWallet(50_000);
  console.log(`\nHeap per idle wallet in the engine's cache: ${bytes.toFixed(0)} bytes`);
};
