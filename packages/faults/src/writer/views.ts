import { writeState } from '@largesse/core';
import { EngineFailure, type Engine } from '@largesse/engine';
import { setTimeout as sleep } from 'node:timers/promises';
import { CREATORS, WALLETS } from '../workload/world.js';

/** What an engine says that everybody has, each state as a text. */
export type Views = Readonly<Record<string, string>>;

/** For how long a store may have no answer while all is well, but the machine busy, in milliseconds. */
const PATIENCE = 15_000;

/** Asks an engine for all wallets, all earnings and the commission. */
export const viewsOf = async (engine: Engine): Promise<Views> => {
  const giveUp = performance.now() + PATIENCE;
  const text = async (name: string, ask: () => Promise<object>) =>
    [name, writeState(await answered(ask, giveUp))] as const;
  return Object.fromEntries(
    await Promise.all([
      ...WALLETS.map((id) => text(`wallet ${id}`, () => engine.wallet(id))),
      ...CREATORS.map((id) => text(`earnings ${id}`, () => engine.earnings(id))),
      text('commission', () => engine.commission()),
    ]),
  );
};

/** No answer for the moment is no wrong one: it is asked for again. */
const answered = async <A>(ask: () => Promise<A>, giveUp: number): Promise<A> => {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      const isAway = thrown instanceof EngineFailure && thrown.code === 'store_unavailable';
      if (!isAway || performance.now() >= giveUp) throw thrown;
    }
    await sleep(100);
  }
};
