import { writeState } from '@largesse/core';
import type { Engine } from '@largesse/engine';
import { CREATORS, WALLETS } from '../workload/world.js';

/** What an engine says that everybody has, each state as a text. */
export type Views = Readonly<Record<string, string>>;

/** Asks an engine for all wallets, all earnings and the commission. */
export const viewsOf = async (engine: Engine): Promise<Views> =>
  Object.fromEntries(
    await Promise.all([
      ...WALLETS.map(async (id) => [`wallet ${id}`, writeState(await engine.wallet(id))] as const),
      ...CREATORS.map(
        async (id) => [`earnings ${id}`, writeState(await engine.earnings(id))] as const,
      ),
      engine.commission().then((state) => ['commission', writeState(state)] as const),
    ]),
  );
