import type { EventStore } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { sample } from '@largesse/testing';
import { createEngine } from '../src/engine.js';

/** An engine with a policy and a wallet `ann` of 7,120 coins, which gives them to `bea` one by one. */
export const liveEngine = async (store: EventStore = createMemoryStore()) => {
  const thrown: unknown[] = [];
  const engine = createEngine({ store, onSubscriberError: (error) => thrown.push(error) });
  await engine.submit(sample.PublishPolicy);
  await engine.submit(sample.BuyCoins);
  const give = (i: number, quantity = 1) =>
    engine.submit({ ...sample.SendGift, commandId: `g${String(i)}`, quantity });
  return { engine, store, thrown, give };
};

/** 0, 1, 2, … */
export const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Lets everything that is under way come to rest. */
export const rest = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};
