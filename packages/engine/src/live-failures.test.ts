import { giftingEvents } from '@largesse/domain';
import { createMemoryStore } from '@largesse/store-memory';
import { sample } from '@largesse/testing';
import { either as E } from 'fp-ts';
import { firstValueFrom, toArray } from 'rxjs';
import { liveEngine, rest } from '../test/live-engine.js';

describe('A live view on a broken log', () => {
  it('fails with the cause instead of staying silent', async () => {
    const { engine, store } = await liveEngine();
    const failure = firstValueFrom(engine.wallet$('ann').pipe(toArray()));
    await rest();
    await store.close();
    await expect(failure).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('names the event that this code cannot read', async () => {
    const { engine, store } = await liveEngine();
    const failure = firstValueFrom(engine.wallet$('ann').pipe(toArray()));
    await rest();
    const gift = giftingEvents.encode({
      type: 'IdentityVerified',
      at: sample.SendGift.at,
      data: { creatorId: 'bea' },
    });
    const events = [
      { ...gift, type: 'GiftSent', version: 9, tags: ['wallet:ann'] as const },
    ] as const;
    const batch = {
      key: 'new',
      fingerprint: '',
      events: [events[0]] as [(typeof events)[0]],
      conditions: [],
    };
    expect(E.isRight(await store.append(batch)())).toBe(true);
    await expect(failure).rejects.toThrow('event at position 3: version: 9 of GiftSent is unknown');
    await expect(engine.wallet('ann')).rejects.toMatchObject({ code: 'event_unreadable' });
  });

  it('that cannot be let go of is let go of all the same: no rejection is left that ends the process', async () => {
    const store = createMemoryStore();
    let tried = 0;
    const stuck = () => {
      tried += 1;
      return Promise.reject<IteratorResult<never>>(new Error('cannot be let go of'));
    };
    const { engine } = await liveEngine({
      ...store,
      follow: (query, after) => {
        const batches = store.follow(query, after)[Symbol.asyncIterator]();
        const iterator = { next: () => batches.next(), return: stuck };
        return { [Symbol.asyncIterator]: () => iterator };
      },
    });
    engine.wallet$('ann').subscribe();
    await rest();
    await engine.close();
    await rest();
    // That nobody caught it would fail this test.
    expect(tried).toBe(1);
  });

  it('fails when the engine is closed already', async () => {
    const { engine } = await liveEngine();
    await engine.close();
    const failure = firstValueFrom(engine.wallet$('ann'));
    await expect(failure).rejects.toMatchObject({ code: 'engine_closed' });
  });
});
