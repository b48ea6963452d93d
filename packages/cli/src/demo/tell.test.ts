import { StoreFailure, type EventStore } from '@largesse/core';
import { createEngine } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { either as E } from 'fp-ts';
import { listenForInterruption } from '../interruption.js';
import { Records } from '../output/records.js';
import { Leaderboard } from './leaderboard.js';
import { Overlay } from './overlay.js';
import { tell } from './tell.js';

const told: string[] = [];
const terminal = {
  out: (text: string) => void told.push(text),
  err: (text: string) => void told.push(text),
  flush: async () => undefined,
  watched: false,
};

/** A store in memory that breaks in one way. */
const broken = (how: Partial<EventStore>): EventStore => ({ ...createMemoryStore(), ...how });

test('an evening ends with what the store says when it fails, which is told as no refusal', async () => {
  const { append, ...memory } = createMemoryStore();
  let appends = 0;
  const store: EventStore = {
    ...memory,
    append: (batch) => {
      appends += 1;
      const failure = E.left({ code: 'store_unavailable' as const, message: 'it went away' });
      return appends > 9 ? async () => failure : append(batch);
    },
  };
  const interruption = listenForInterruption();
  const records = await Records.open({});
  const evening = tell({ terminal, interruption, store, records, left: 'Nothing' });
  await expect(evening).rejects.toThrow('it went away');
  interruption.release();
  expect(told.join('')).toContain(' sends ');
  expect(told.join('')).not.toContain('it went away');
});

test('who waits for a gift on the screen hears when the live view fails', async () => {
  const engine = createEngine({
    store: broken({
      follow: () => {
        throw new StoreFailure('no news');
      },
    }),
  });
  const overlay = new Overlay(engine, 'room-1', new Leaderboard(), () => undefined);
  await expect(overlay.shows(1)).rejects.toThrow('no news');
  overlay.close();
  await engine.close();
});
