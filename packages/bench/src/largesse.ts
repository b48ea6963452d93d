import type { BuyCoins, Policy, SendGift } from '@largesse/domain';
import { createEngine, type Engine, type Submitted } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
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

const gift = (commandId: string, walletId: string, creatorId: string): SendGift => ({
  type: 'SendGift',
  commandId,
  at,
  walletId,
  creatorId,
  giftId: 'rose',
  quantity: 3,
  context: { kind: 'live', id: 'room-1' },
});

/** An engine whose wallets can pay; `history` gifts were sent from each of them before. */
export const engineWith = async (wallets: number, history: number): Promise<Engine> => {
  const engine = createEngine({ store: createMemoryStore() });
  await accepted(engine, { type: 'PublishPolicy', commandId: 'publish', at, policy });
  for (let w = 0; w < wallets; w += 1) {
    await accepted(engine, purchase(walletOf(w)));
    for (let i = 0; i < history; i += 1) {
      await accepted(engine, gift(`h-${String(w)}-${String(i)}`, walletOf(w), 'c0'));
    }
  }
  return engine;
};

const walletOf = (w: number): string => `w${String(w)}`;

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
      return () => inTurn(commands, inFlight, (command) => engine.submit(command));
    },
  };
};

/** Sends commands so that always so many are under way. */
const inTurn = (
  commands: readonly SendGift[],
  inFlight: number,
  submit: (command: SendGift) => Promise<Submitted>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    let next = 0;
    let done = 0;
    const send = (): void => {
      const command = commands[next];
      if (command === undefined) return;
      next += 1;
      submit(command).then(received, reject);
    };
    const received = (result: Submitted): void => {
      if (!result.ok) reject(new Error(`${result.code}: ${result.message}`));
      done += 1;
      if (done === commands.length) resolve();
      else send();
    };
    for (let i = 0; i < inFlight; i += 1) send();
  });
