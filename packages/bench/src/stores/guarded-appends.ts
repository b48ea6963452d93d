import type { Batch, EventStore, NewEvent, Position } from '@largesse/core';
import { createEngine } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { either as E } from 'fp-ts';
import { engineOn, gift, walletOf } from '../gifts.js';
import { inTurn } from '../in-turn.js';
import type { Contender } from '../rounds.js';

/** What the engine appends for a gift, guards and all: caught on its way to a store in memory. */
const giftBatch = async (): Promise<Batch> => {
  const store = createMemoryStore();
  await engineOn(store, 1);
  let caught: Batch | undefined;
  const engine = createEngine({
    store: {
      ...store,
      append: (batch) => {
        caught = batch;
        return store.append(batch);
      },
    },
  });
  await engine.submit(gift('caught', walletOf(0), 'c0'));
  if (caught === undefined) throw new Error('The gift came to no store');
  return caught;
};

/** The same batch as of another command and another wallet, guarded after a position. */
const remade = (
  { fingerprint, events, conditions }: Batch,
  id: string,
  after: Position,
  wallet = id,
): Batch => {
  const text = JSON.stringify({
    events,
    conditions: conditions.map((each) => ({ ...each, after })),
  });
  const parts = text
    .replaceAll('"wallet:w0"', `"wallet:${wallet}"`)
    .replaceAll('"w0"', `"${wallet}"`);
  // It was a batch's before, and only ids are others.
  const made = JSON.parse(parts) as Pick<Batch, 'conditions' | 'events'>;
  return { key: `gift-${id}`, fingerprint, ...made };
};

/** Appends of gifts straight to a store, each from a wallet of its own, with the guards of the engine. */
export const guardedAppends = async (
  name: string,
  store: EventStore,
  { operations, inFlight }: { readonly operations: number; readonly inFlight: number },
): Promise<Contender> => {
  const template = await giftBatch();
  let round = 0;
  return {
    name,
    operations,
    prepare: async () => {
      round += 1;
      const head = await store.head()();
      if (E.isLeft(head)) throw new Error(head.left.message);
      const ids = `${String(inFlight)}-${String(round)}-`;
      const batches = Array.from({ length: operations }, (_, i) =>
        remade(template, ids + String(i), head.right),
      );
      return () =>
        inTurn(batches, inFlight, async (batch) => {
          const result = await store.append(batch)();
          if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
        });
    },
  };
};

/** Gives wallets a past: so many gifts each, recorded as they are, without being judged. */
export const fillHistory = async (
  store: EventStore,
  wallets: number,
  gifts: number,
): Promise<void> => {
  const template = { ...(await giftBatch()), conditions: [] };
  const batches = Array.from({ length: wallets * gifts }, (_, i) =>
    remade(template, `before-${String(i)}`, 0, walletOf(i % wallets)),
  );
  await inTurn(batches, 500, async (batch) => {
    const result = await store.append(batch)();
    if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  });
};

/** The one event of the gift that the appends above record, for raw inserts of the same size. */
export const giftEvent = async (): Promise<NewEvent> => (await giftBatch()).events[0];
