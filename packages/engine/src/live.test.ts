import { createMemoryStore } from '@largesse/store-memory';
import { sample } from '@largesse/testing';
import { firstValueFrom, take, toArray } from 'rxjs';
import { liveEngine, range, rest } from '../test/live-engine.js';
import { waitingReads } from '../test/wrapped-store.js';
import { createEngine } from './engine.js';

describe('A live wallet', () => {
  it('is what it is now, then every change, none left out and none twice', async () => {
    const { engine, give } = await liveEngine();
    const seen: bigint[] = [];
    // Subscribed in the middle of the writing, so that reading and following meet.
    const writing = range(50).map(async (i) => {
      if (i === 20) engine.wallet$('ann').subscribe(({ coins }) => seen.push(coins));
      await rest();
      return give(i);
    });
    await Promise.all(writing);
    await engine.close();
    const [first = 0n] = seen;
    expect(seen).toEqual(range(seen.length).map((i) => first - BigInt(i)));
    expect(seen.at(-1)).toBe(7120n - 50n);
  });

  it('ends in the state that a query gives, for every subscriber', async () => {
    const { engine, give } = await liveEngine();
    const last = new Map<number, bigint>();
    for (const i of range(5)) engine.wallet$('ann').subscribe(({ coins }) => last.set(i, coins));
    for (const i of range(30)) await give(i, i + 1);
    const { coins } = await engine.wallet('ann');
    await engine.close();
    expect([...last.values()]).toEqual(range(5).map(() => coins));
  });

  it('hears nothing of other wallets', async () => {
    const { engine, give } = await liveEngine();
    const seen: bigint[] = [];
    engine.wallet$('bob').subscribe(({ coins }) => seen.push(coins));
    await give(1);
    await engine.close();
    expect(seen).toEqual([0n]);
  });

  it('gives snapshots that later events do not change', async () => {
    const { engine, give } = await liveEngine();
    const states = firstValueFrom(engine.wallet$('ann').pipe(take(3), toArray()));
    await rest();
    await give(1);
    await give(2);
    const seen = await states;
    expect(seen.map(({ coins }) => coins)).toEqual([7120n, 7119n, 7118n]);
    for (const state of seen) expect(Object.isFrozen(state)).toBe(true);
  });

  it('sees what another engine on the store writes', async () => {
    const { engine, store } = await liveEngine();
    const states = firstValueFrom(engine.wallet$('ann').pipe(take(2), toArray()));
    await rest();
    await createEngine({ store }).submit(sample.SendGift);
    expect((await states).map(({ coins }) => coins)).toEqual([7120n, 5120n]);
  });

  it('completes when the engine is closed, after the last event', async () => {
    const { engine, give } = await liveEngine();
    const states = firstValueFrom(engine.wallet$('ann').pipe(toArray()));
    await rest();
    await give(1);
    await engine.close();
    expect((await states).map(({ coins }) => coins)).toEqual([7120n, 7119n]);
  });

  it('stops following the log when nobody listens any more, and starts again', async () => {
    const store = createMemoryStore();
    let following = 0;
    const { engine, give } = await liveEngine({
      ...store,
      follow: (query, after) => {
        const batches = store.follow(query, after)[Symbol.asyncIterator]();
        following += 1;
        return {
          [Symbol.asyncIterator]: () => ({
            next: () => batches.next(),
            return: async () => {
              following -= 1;
              return (await batches.return?.()) ?? { done: true, value: undefined };
            },
          }),
        };
      },
    });
    const [a, b] = [engine.wallet$('ann').subscribe(), engine.wallet$('ann').subscribe()];
    await rest();
    expect(following).toBe(1);
    a.unsubscribe();
    b.unsubscribe();
    await rest();
    expect(following).toBe(0);
    const next = firstValueFrom(engine.wallet$('ann').pipe(take(2), toArray()));
    await rest();
    await give(1);
    expect((await next).map(({ coins }) => coins)).toEqual([7120n, 7119n]);
  });
});

describe('Earnings and commission', () => {
  it('are live too', async () => {
    const { engine } = await liveEngine();
    const earned = firstValueFrom(engine.earnings$('bea').pipe(take(2), toArray()));
    const kept = firstValueFrom(engine.commission$().pipe(take(2), toArray()));
    await rest();
    await engine.submit(sample.SendGift);
    expect((await earned).map(({ available }) => available)).toEqual([0n, 10_000_000n]);
    expect((await kept).map(({ diamonds }) => diamonds)).toEqual([0n, 10_000_000n]);
  });
});

describe('The gifts of a live stream', () => {
  it.each([NaN, -1, 1.5, Infinity])('come after a position, and %p is none', async (after) => {
    const { engine } = await liveEngine();
    const asked = () => engine.gifts$('room-1', { after });
    expect(asked).toThrow(new RangeError(`after: ${String(after)} is no position`));
    await engine.close();
  });

  it('come as they happen, those of this stream only', async () => {
    const { engine, give } = await liveEngine();
    const seen: string[] = [];
    engine.gifts$('room-1').subscribe(({ event }) => seen.push(event.data.giftName));
    await rest();
    await give(1);
    const elsewhere = { ...sample.SendGift, quantity: 1 };
    await engine.submit({
      ...elsewhere,
      commandId: 'other',
      context: { kind: 'live', id: 'room-2' },
    });
    await engine.submit({
      ...elsewhere,
      commandId: 'video',
      context: { kind: 'video', id: 'room-1' },
    });
    await give(2);
    await engine.close();
    expect(seen).toEqual(['Rose', 'Rose']);
  });

  it('do not begin with the past, unless a position is given', async () => {
    const { engine, give } = await liveEngine();
    for (const i of range(10)) await give(i);
    const [fresh, resumed]: [number[], number[]] = [[], []];
    engine.gifts$('room-1').subscribe(({ position }) => fresh.push(position));
    engine.gifts$('room-1', { after: 7 }).subscribe(({ position }) => resumed.push(position));
    await rest();
    await give(10);
    await engine.close();
    expect(fresh).toEqual([13]);
    expect(resumed).toEqual([8, 9, 10, 11, 12, 13]);
  });

  it('resume without gap or repeat while gifts are flying, also on a new engine', async () => {
    const { engine, store, give } = await liveEngine();
    for (const i of range(20)) await give(i);
    const restarted = createEngine({ store });
    const seen: number[] = [];
    const writing = range(40).map(async (i) => {
      if (i === 10)
        restarted.gifts$('room-1', { after: 5 }).subscribe(({ position }) => seen.push(position));
      await rest();
      return give(100 + i);
    });
    await Promise.all(writing);
    await restarted.close();
    expect(seen).toEqual(range(62 - 5).map((i) => i + 6));
    await engine.close();
  });
});

describe.each(['before', 'after'] as const)('A view whose first read waits %s it looks', (wait) => {
  it('loses nothing and repeats nothing of what comes meanwhile', async () => {
    const { store, give } = await liveEngine();
    await give(0);
    const engine = createEngine({ store: waitingReads(store, wait) });
    const [wallets, gifts]: [bigint[], number[]] = [[], []];
    engine.wallet$('ann').subscribe(({ coins }) => wallets.push(coins));
    engine.gifts$('room-1', { after: 2 }).subscribe(({ position }) => gifts.push(position));
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    for (const i of [1, 2, 3]) await give(i);
    await rest();
    await rest();
    for (const i of [4, 5]) await give(i);
    await engine.close();
    expect(gifts).toEqual([3, 4, 5, 6, 7, 8]);
    const [first = 0n] = wallets;
    expect(wallets).toEqual(range(wallets.length).map((i) => first - BigInt(i)));
    expect(first).toBe(wait === 'before' ? 7116n : 7119n);
    expect(wallets.at(-1)).toBe(7114n);
  });
});
