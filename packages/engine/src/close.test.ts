import type { EventStore } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { sample } from '@largesse/testing';
import { liveEngine, range, rest } from '../test/live-engine.js';
import { slow, waitingReads } from '../test/wrapped-store.js';
import { createEngine } from './engine.js';

/** Whether a promise is settled when everything else that is quick has been done. */
const isSettled = async (promise: Promise<void>): Promise<boolean> => {
  let settled = false;
  void promise.then(() => (settled = true));
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  return settled;
};

describe('Closing an engine', () => {
  it('twice, while commands are under way, ends both times when they are done', async () => {
    const { store } = await liveEngine();
    const engine = createEngine({ store: slow(store, () => 5) });
    const outcomes: string[] = [];
    void engine.submit(sample.SendGift).then(({ ok }) => outcomes.push(`ok ${String(ok)}`));
    const both = [engine.close(), engine.close()].map((closed) =>
      closed.then(() => outcomes.push('closed')),
    );
    expect(
      await Promise.all(both.map((closed) => isSettled(closed.then(() => undefined)))),
    ).toEqual([true, true]);
    expect(outcomes).toEqual(['ok true', 'closed', 'closed']);
  });

  it('twice, while a live view waits for its last event, ends both times', async () => {
    const { store } = await liveEngine();
    const late: EventStore = {
      ...store,
      follow: async function* (query, after) {
        for await (const batch of store.follow(query, after)) {
          for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
          yield batch;
        }
      },
    };
    const engine = createEngine({ store: late });
    engine.wallet$('ann').subscribe();
    await rest();
    await engine.submit(sample.SendGift);
    const both = [engine.close(), engine.close()];
    expect(await Promise.all(both.map(isSettled))).toEqual([true, true]);
  });

  it('tells a view that was asked for right before how things are, then completes it', async () => {
    const { store } = await liveEngine();
    const engine = createEngine({ store: waitingReads(store, 'after') });
    const seen: unknown[] = [];
    engine.wallet$('ann').subscribe({
      next: ({ coins }) => seen.push(coins),
      complete: () => seen.push('complete'),
    });
    await engine.close();
    expect(seen).toEqual([7120n, 'complete']);
  });

  it('completes the gifts since a position when all of them were told, those that came meanwhile too', async () => {
    const { store, give } = await liveEngine();
    for (const i of range(3)) await give(i);
    const engine = createEngine({ store: waitingReads(store, 'after') });
    const seen: unknown[] = [];
    engine.gifts$('room-1', { after: 0 }).subscribe({
      next: ({ position }) => seen.push(position),
      complete: () => seen.push('complete'),
    });
    await new Promise(setImmediate);
    await give(3);
    await engine.close();
    expect(seen).toEqual([3, 4, 5, 6, 'complete']);
  });

  it('is not kept waiting by a view that nobody listens to any more', async () => {
    const { engine } = await liveEngine(createMemoryStore());
    engine.wallet$('ann').subscribe().unsubscribe();
    expect(await isSettled(engine.close())).toBe(true);
  });
});
