import type { Json, NewEvent } from '@largesse/core';
import { eventCodec, eventDefinitions, giftingEvents, type GiftingEvent } from '@largesse/domain';
import { createMemoryStore } from '@largesse/store-memory';
import { judge, sample } from '@largesse/testing';
import { firstValueFrom, take, toArray } from 'rxjs';
import { createEngine } from './engine.js';

/** As if version 1 of a purchase had called its coins `credited`. */
const renamed = (data: Json): Json => {
  if (typeof data !== 'object' || data === null || !('credited' in data)) return data;
  const { credited, ...others } = data;
  return { ...others, coins: credited };
};
const events = eventCodec<GiftingEvent>({
  ...eventDefinitions,
  CoinsPurchased: { ...eventDefinitions.CoinsPurchased, version: 2, upcasters: [renamed] },
});

/** The purchase as the old code recorded it. */
const oldPurchase = (): NewEvent => {
  const [, bought] = judge([sample.PublishPolicy, sample.BuyCoins]).events;
  if (bought === undefined) throw new Error('the sample purchase was refused');
  const { data, ...event } = giftingEvents.encode(bought.event);
  const { coins, ...others } = data as { readonly [name: string]: Json };
  return { ...event, data: { ...others, credited: coins ?? null } };
};

const oldStore = async () => {
  const store = createMemoryStore();
  await createEngine({ store }).submit(sample.PublishPolicy);
  await store.append({ key: 'old', fingerprint: '', events: [oldPurchase()], conditions: [] })();
  return store;
};

describe('An event of version 1, read by code that writes version 2', () => {
  it('counts in a query', async () => {
    const engine = createEngine({ store: await oldStore(), events });
    expect((await engine.wallet('ann')).coins).toBe(7120n);
  });

  it('counts in a decision', async () => {
    const engine = createEngine({ store: await oldStore(), events });
    expect(await engine.submit(sample.SendGift)).toMatchObject({ ok: true });
    const payment = { ...sample.BuyCoins, commandId: 'again' };
    expect(await engine.submit(payment)).toMatchObject({ code: 'payment_already_used' });
  });

  it('counts in a live view, and arrives in one', async () => {
    const store = await oldStore();
    const engine = createEngine({ store, events });
    const states = firstValueFrom(engine.wallet$('ann').pipe(take(2), toArray()));
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    await store.append({ key: 'more', fingerprint: '', events: [oldPurchase()], conditions: [] })();
    expect((await states).map(({ coins }) => coins)).toEqual([7120n, 14_240n]);
  });

  it('comes back decoded when its command is sent again', async () => {
    const store = createMemoryStore();
    const engine = createEngine({ store, events });
    await engine.submit(sample.PublishPolicy);
    await engine.submit(sample.BuyCoins);
    const again = await engine.submit(sample.BuyCoins);
    expect(again).toMatchObject({
      status: 'retried',
      events: [{ event: { data: { coins: 7120n } } }],
      recorded: [{ version: 2 }],
    });
  });

  it('is unreadable for code that knows only version 1', async () => {
    const store = createMemoryStore();
    const newer = createEngine({ store, events });
    await newer.submit(sample.PublishPolicy);
    await newer.submit(sample.BuyCoins);
    const older = createEngine({ store });
    await expect(older.wallet('ann')).rejects.toMatchObject({ code: 'event_unreadable' });
    expect(await older.submit(sample.SendGift)).toMatchObject({ code: 'event_unreadable' });
  });
});
