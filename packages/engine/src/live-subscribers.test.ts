import type { EventStore } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { firstValueFrom, map } from 'rxjs';
import { liveEngine, range, rest } from '../test/live-engine.js';
import { createEngine } from './engine.js';

describe('A subscriber that throws', () => {
  it('is unsubscribed and reported, and harms nobody else', async () => {
    const { engine, give, thrown } = await liveEngine();
    const seen: bigint[] = [];
    let bad = 0;
    engine.wallet$('ann').subscribe(() => {
      bad += 1;
      throw new Error('boom');
    });
    engine.wallet$('ann').subscribe(({ coins }) => seen.push(coins));
    await rest();
    await give(1);
    await give(2);
    await engine.close();
    expect(seen).toEqual([7120n, 7119n, 7118n]);
    expect(bad).toBe(1);
    expect(thrown).toEqual([new Error('boom')]);
  });

  it('behind operators is reported as well', async () => {
    const { engine, thrown } = await liveEngine();
    engine
      .wallet$('ann')
      .pipe(map(({ coins }) => coins))
      .subscribe({
        next: () => {
          throw new Error('behind');
        },
      });
    await rest();
    expect(thrown).toEqual([new Error('behind')]);
  });

  it('does not keep a command from its effect', async () => {
    const { engine, give, thrown } = await liveEngine();
    engine.gifts$('room-1').subscribe(() => {
      throw new Error('overlay');
    });
    await rest();
    expect(await give(1)).toMatchObject({ ok: true });
    await rest();
    expect(thrown).toHaveLength(1);
  });
});

describe('A subscriber that changes a gift', () => {
  it('changes it for nobody: neither for others nor for what is folded of it', async () => {
    const { engine, give, thrown } = await liveEngine();
    await give(1);
    for (const range of [undefined, { after: 0 }])
      engine.gifts$('room-1', range).subscribe(({ event }) => {
        // As plain JavaScript may.
        Object.assign(event.data.context, { id: 'room-2' });
      });
    engine.gifts$('room-1').subscribe(({ event }) => {
      Object.assign(event.data, { walletId: 'bob', coins: 500n });
    });
    const seen: bigint[] = [];
    engine.gifts$('room-1').subscribe(({ event: { data } }) => seen.push(data.coins));
    const balances: bigint[] = [];
    engine.wallet$('ann').subscribe(({ coins }) => balances.push(coins));
    await rest();
    await give(2);
    await engine.close();
    expect(seen).toEqual([1n]);
    expect(balances).toEqual([7119n, 7118n]);
    expect(thrown.map((each) => each instanceof TypeError)).toEqual([true, true, true]);
  });
});

describe('Who hears of subscribers that throw', () => {
  it('may throw too: that is a warning, and nobody else is harmed', async () => {
    const store = createMemoryStore();
    const { give } = await liveEngine(store);
    const engine = createEngine({
      store,
      onSubscriberError: () => {
        throw new Error('the log is full');
      },
    });
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation();
    const seen: bigint[] = [];
    engine.wallet$('ann').subscribe(() => {
      throw new Error('boom');
    });
    engine.wallet$('ann').subscribe(({ coins }) => seen.push(coins));
    await rest();
    await give(1);
    await engine.close();
    expect(seen).toEqual([7120n, 7119n]);
    expect(warned.mock.calls).toEqual([['onSubscriberError threw: the log is full']]);
    warned.mockRestore();
  });
});

describe('A subscriber that has seen enough', () => {
  it('of the past is not read the rest of it', async () => {
    const store = createMemoryStore();
    const { give } = await liveEngine(store);
    for (const i of range(10)) await give(i);
    let read = 0;
    const counting: EventStore = {
      ...store,
      read: async function* (query, range) {
        for await (const batch of store.read(query, range))
          for (const event of batch) {
            read += 1;
            yield [event];
          }
      },
    };
    const engine = createEngine({ store: counting });
    await firstValueFrom(engine.gifts$('room-1', { after: 0 }));
    await engine.close();
    expect(read).toBeLessThanOrEqual(2);
  });
});

describe('A slow subscriber', () => {
  it('keeps neither commands nor the others waiting', async () => {
    const { engine, give } = await liveEngine();
    const fast: bigint[] = [];
    const slow: bigint[] = [];
    engine.wallet$('ann').subscribe(({ coins }) => {
      setTimeout(() => slow.push(coins), 200);
    });
    engine.wallet$('ann').subscribe(({ coins }) => fast.push(coins));
    for (const i of range(20)) await give(i);
    await rest();
    expect(fast).toHaveLength(21);
    expect(slow).toEqual([]);
    await engine.close();
  });
});
