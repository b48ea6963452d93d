import type { EventStore } from '@largesse/core';
import { engineOn, gifts } from '../gifts.js';
import { print } from '../print.js';
import { measure, type Contender, type SelfTimed } from '../rounds.js';
import { fillHistory, guardedAppends } from './guarded-appends.js';

const ROUNDS = 5;
const IN_FLIGHT = [1, 32, 256] as const;
const WALLETS = 1000;

/** What is measured of a store, and beside what. */
export interface StoreSection {
  /** What the table calls it: PostgreSQL. */
  readonly name: string;
  /** A store on a new, empty log. */
  readonly open: () => Promise<EventStore>;
  /** How many gifts make a round with so many in flight: about a second's worth. */
  readonly operations: (inFlight: number) => number;
  /** The limit: the same content without guards, keys or indexes, in batches. */
  readonly raw: readonly (Contender | SelfTimed)[];
  readonly peers: readonly Contender[];
}

/** Gifts on a store: through the engine, straight to the store, the limit, the peers. */
export const measureStore = async (section: StoreSection): Promise<void> => {
  const { name, open, operations, raw, peers } = section;
  const store = await open();
  const engine = await engineOn(store, WALLETS);
  const through = IN_FLIGHT.map((inFlight) =>
    gifts(`execute, ${String(inFlight)} in flight`, engine, {
      wallets: WALLETS,
      operations: operations(inFlight),
      inFlight,
    }),
  );
  const straight = await Promise.all(
    IN_FLIGHT.map((inFlight) =>
      guardedAppends(`append, ${String(inFlight)} in flight`, store, {
        operations: operations(inFlight),
        inFlight,
      }),
    ),
  );
  const rates = await measure([...raw, ...through, ...straight, ...peers], ROUNDS);
  print(`${name}: gifts with their guards`, rates);
  await engine.close();
  await store.close();
  await measureHistory(section);
};

/** Whether a wallet with a history costs more than a new one. */
const measureHistory = async ({ name, open, operations }: StoreSection): Promise<void> => {
  const sizes = { wallets: 2, inFlight: 1, operations: operations(1) };
  const ends: (() => Promise<void>)[] = [];
  const withHistory = async (events: number): Promise<Contender> => {
    const store = await open();
    const engine = await engineOn(store, sizes.wallets);
    await fillHistory(store, sizes.wallets, events);
    ends.push(engine.close, store.close);
    return gifts(`${String(events)} events`, engine, sizes);
  };
  const rates = await measure([await withHistory(10), await withHistory(10_000)], ROUNDS);
  print(`${name}: events in the wallet before (2 wallets, 1 in flight)`, rates);
  for (const end of ends) await end();
};
