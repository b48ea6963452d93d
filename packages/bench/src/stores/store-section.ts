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

/**
 * Gifts on a store: through the engine, straight to the store, the limit, the peers. Each has a log of its own: a store
 * that puts off a part of its work would leave it to whoever comes next.
 */
export const measureStore = async (section: StoreSection): Promise<void> => {
  const { name, open, operations, raw, peers } = section;
  const ends: (() => Promise<void>)[] = [];
  const through = async (inFlight: number): Promise<Contender> => {
    const store = await open();
    const engine = await engineOn(store, WALLETS);
    ends.push(engine.close, store.close);
    const sizes = { wallets: WALLETS, operations: operations(inFlight), inFlight };
    return gifts(`execute, ${String(inFlight)} in flight`, engine, sizes);
  };
  const straight = async (inFlight: number): Promise<Contender> => {
    const store = await open();
    ends.push(store.close);
    const sizes = { operations: operations(inFlight), inFlight };
    return guardedAppends(`append, ${String(inFlight)} in flight`, store, sizes);
  };
  const contenders = [...raw];
  for (const inFlight of IN_FLIGHT) contenders.push(await through(inFlight));
  for (const inFlight of IN_FLIGHT) contenders.push(await straight(inFlight));
  print(`${name}: gifts with their guards`, await measure([...contenders, ...peers], ROUNDS));
  for (const end of ends) await end();
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
