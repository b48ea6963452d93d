import type { EventStore } from '@largesse/core';
import type { BuyCoins, Policy, SendGift } from '@largesse/domain';
import { createEngine, type Engine } from '@largesse/engine';
import { inTurn } from './in-turn.js';
import type { Contender } from './rounds.js';

const at = '2026-03-01T18:00:00.000Z';

/** A policy whose one package is never used up by the gifts of a benchmark. */
export const policy: Policy = {
  version: 'bench',
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  gifts: [{ id: 'rose', name: 'Rose', coins: 1 }],
  packages: [
    {
      id: 'all',
      channel: 'web',
      region: 'US',
      coins: 1_000_000_000,
      bonusCoins: 0,
      currency: 'USD',
      price: 100,
      tax: 6,
      storeFee: 0,
    },
  ],
  diamondsPerCoin: '1/1',
  commissionBps: 5000,
  payout: {
    currencies: [{ currency: 'USD', minorPerDiamond: '1/2', fee: 25 }],
    minimumDiamonds: 100,
  },
};

export const purchase = (walletId: string): BuyCoins => ({
  type: 'BuyCoins',
  commandId: `buy-${walletId}`,
  at,
  walletId,
  packageId: 'all',
  channel: 'web',
  region: 'US',
  payment: { provider: 'stripe', reference: `pi_${walletId}`, amount: 100, currency: 'USD' },
});

/** Three roses, a coin each. */
export const gift = (commandId: string, walletId: string, creatorId: string): SendGift => ({
  type: 'SendGift',
  commandId,
  at,
  walletId,
  creatorId,
  giftId: 'rose',
  quantity: 3,
  context: { kind: 'live', id: 'room-1' },
});

/** An engine on a new store whose wallets can pay. */
export const engineOn = async (store: EventStore, wallets: number): Promise<Engine> => {
  const engine = createEngine({ store });
  await accepted(engine, { type: 'PublishPolicy', commandId: 'publish', at, policy });
  const all = Array.from({ length: wallets }, (_, w) => walletOf(w));
  await inTurn(all, 256, (wallet) => accepted(engine, purchase(wallet)));
  return engine;
};

export const walletOf = (w: number): string => `w${String(w)}`;

const accepted = async (engine: Engine, command: unknown): Promise<void> => {
  const result = await engine.submit(command);
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
};

/** Gifts with their guard, from many wallets to many creators, so many of them in flight. */
export const gifts = (
  name: string,
  engine: Engine,
  { wallets, operations, inFlight }: { wallets: number; operations: number; inFlight: number },
): Contender => {
  let round = 0;
  return {
    name,
    operations,
    prepare: () => {
      round += 1;
      const ids = `${String(wallets)}-${String(inFlight)}-${String(round)}-`;
      const commands = Array.from({ length: operations }, (_, i) =>
        gift(ids + String(i), walletOf(i % wallets), `c${String(i % 50)}`),
      );
      return () => inTurn(commands, inFlight, (command) => accepted(engine, command));
    },
  };
};
