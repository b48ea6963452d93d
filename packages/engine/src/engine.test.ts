import { StoreFailure, type EventStore } from '@largesse/core';
import type { SendGift } from '@largesse/domain';
import { createMemoryStore } from '@largesse/store-memory';
import { sample, samplePolicy } from '@largesse/testing';
import { either as E } from 'fp-ts';
import { createEngine } from './engine.js';
import { counted, slow, unreliable, waitingReads, type Fault } from '../test/wrapped-store.js';

const ready = async (store: EventStore = createMemoryStore()) => {
  const engine = createEngine({ store });
  await engine.submit(sample.PublishPolicy);
  await engine.submit(sample.BuyCoins);
  return engine;
};

describe('A command', () => {
  it('is accepted with its events, as made and as recorded', async () => {
    const engine = await ready();
    const result = await engine.submit(sample.SendGift);
    expect(result).toMatchObject({
      ok: true,
      status: 'accepted',
      events: [{ position: 3, event: { type: 'GiftSent', data: { coins: 2000n } } }],
      recorded: [{ position: 3, batch: { key: 'gift', index: 0, size: 1 } }],
    });
    expect((await engine.wallet('ann')).coins).toBe(5120n);
  });

  it('does nothing as a TaskEither before the task is called', async () => {
    const engine = await ready();
    const task = engine.execute(sample.SendGift);
    expect((await engine.wallet('ann')).coins).toBe(7120n);
    expect(E.isRight(await task())).toBe(true);
    expect((await engine.wallet('ann')).coins).toBe(5120n);
  });

  it('takes effect once, however often it is sent', async () => {
    const engine = await ready();
    const first = await engine.submit(sample.SendGift);
    const all = await Promise.all(Array.from({ length: 20 }, () => engine.submit(sample.SendGift)));
    for (const again of all) expect(again).toMatchObject({ ok: true, status: 'retried' });
    expect(all[7]).toMatchObject({ events: first.ok ? first.events : [] });
    expect((await engine.wallet('ann')).coins).toBe(5120n);
  });

  it('takes effect once when it is sent many times at once before the first is done', async () => {
    const engine = await ready();
    const all = await Promise.all(Array.from({ length: 20 }, () => engine.submit(sample.SendGift)));
    const statuses = all.map((result) => (result.ok ? result.status : result.code));
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'retried')).toHaveLength(19);
  });

  it('is the same command when its fields come in another order', async () => {
    const engine = await ready();
    await engine.submit(sample.SendGift);
    const shuffled = Object.fromEntries(Object.entries(sample.SendGift).reverse());
    expect(await engine.submit(shuffled)).toMatchObject({ ok: true, status: 'retried' });
  });

  it('is refused with other content under a used id, whatever the rules would say', async () => {
    const engine = await ready();
    await engine.submit(sample.SendGift);
    const reused = { ok: false, kind: 'refused', code: 'command_id_reused' };
    const other = { ...sample.SendGift, quantity: 1 };
    const tooMuch = { ...sample.SendGift, giftId: 'lion', quantity: 1000 };
    expect(await engine.submit(other)).toMatchObject(reused);
    expect(await engine.submit(tooMuch)).toMatchObject(reused);
  });

  it('is a retry even if the rules would refuse it now', async () => {
    const engine = await ready();
    const all = { ...sample.SendGift, commandId: 'all', quantity: 7120 };
    await engine.submit(all);
    expect(await engine.submit(all)).toMatchObject({ ok: true, status: 'retried' });
  });

  it('leaves nothing behind when it is refused, and is judged afresh', async () => {
    const engine = await ready();
    const gift = { ...sample.SendGift, giftId: 'lion', quantity: 1 };
    const refused = { ok: false, kind: 'refused', code: 'coins_insufficient' };
    expect(await engine.submit(gift)).toMatchObject(refused);
    const many = [1, 2, 3, 4].map((i) => ({
      ...sample.BuyCoins,
      commandId: `buy-${String(i)}`,
      payment: { ...sample.BuyCoins.payment, reference: `pi_more_${String(i)}` },
    }));
    for (const more of many) await engine.submit(more);
    expect(await engine.submit(gift)).toMatchObject({ ok: true, status: 'accepted' });
  });

  it('is malformed with the field named, whatever comes in', async () => {
    const engine = await ready();
    const missing: Partial<SendGift> = { ...sample.SendGift };
    delete (missing as { quantity?: number }).quantity;
    expect(await engine.submit(missing)).toMatchObject({ kind: 'malformed', field: 'quantity' });
    for (const odd of [null, undefined, 'SendGift', 7, [], new Date(), { type: '__proto__' }]) {
      expect(await engine.submit(odd)).toMatchObject({ ok: false, kind: 'malformed' });
    }
  });

  it('gets an id and the time from the sources that were injected', () => {
    const clock = () => new Date(Date.UTC(2026, 2, 1, 18));
    const engine = createEngine({ store: createMemoryStore(), clock, newId: () => 'id-1' });
    const command = engine.stamp({ type: 'VerifyIdentity', creatorId: 'bea' });
    expect(command).toEqual({
      type: 'VerifyIdentity',
      creatorId: 'bea',
      commandId: 'id-1',
      at: '2026-03-01T18:00:00.000Z',
    });
  });
});

describe('The usual command', () => {
  it('is one round trip: an append, and nothing is read first', async () => {
    const { calls, store } = counted(createMemoryStore());
    const engine = await ready(store);
    await engine.submit(sample.SendGift);
    const before = { ...calls };
    for (let i = 0; i < 10; i += 1) {
      const gift = { ...sample.SendGift, commandId: `g${String(i)}`, quantity: 1 };
      expect(await engine.submit(gift)).toMatchObject({ ok: true });
    }
    const { append, read, lookup } = calls;
    expect({ append: append - before.append, read: read - before.read, lookup }).toEqual({
      append: 10,
      read: 0,
      lookup: 0,
    });
  });

  it('costs the same after ten thousand gifts from one wallet', async () => {
    const { calls, store } = counted(createMemoryStore());
    const engine = await ready(store);
    const gift = (i: number) => ({ ...sample.SendGift, commandId: `g${String(i)}`, quantity: 1 });
    await engine.submit(gift(0));
    for (let i = 1; i < 7000; i += 1) await engine.submit(gift(i));
    const before = calls.read;
    expect(await engine.submit(gift(7000))).toMatchObject({ ok: true });
    expect(calls.read).toBe(before);
  });
});

describe('A broken store', () => {
  const faults = (...plan: readonly Fault[]) => {
    const left = [...plan];
    return () => left.shift() ?? 'none';
  };

  it.each([['lost_before'], ['lost_after']] as const)(
    'whose answer is %s does not lose or double a command: the key resolves it',
    async (fault) => {
      const store = createMemoryStore();
      await ready(store);
      const engine = createEngine({ store: unreliable(store, faults(fault, fault)) });
      expect(await engine.submit(sample.SendGift)).toMatchObject({ ok: true });
      expect((await engine.wallet('ann')).coins).toBe(5120n);
    },
  );

  it('that never answers is a failure that says so, and a retry settles it', async () => {
    const store = createMemoryStore();
    await ready(store);
    let cut = true;
    const engine = createEngine({ store: unreliable(store, () => (cut ? 'lost_after' : 'none')) });
    const unknown = { ok: false, kind: 'failed', code: 'outcome_unknown' };
    // The append took effect at the first try; the tries after it find the key, and are lost too.
    expect(await engine.submit(sample.SendGift)).toMatchObject(unknown);
    cut = false;
    expect(await engine.submit(sample.SendGift)).toMatchObject({ ok: true, status: 'retried' });
    expect((await engine.wallet('ann')).coins).toBe(5120n);
  });

  it('is a failure, not a refusal, and queries reject', async () => {
    const store = createMemoryStore();
    const engine = await ready(store);
    await store.close();
    const failed = { kind: 'failed', code: 'store_unavailable' };
    expect(await engine.submit({ ...sample.SendGift, quantity: 1 })).toMatchObject(failed);
    expect(await engine.submit({ ...sample.SendGift, giftId: 'none' })).toMatchObject(failed);
    await expect(engine.wallet('ann')).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('that breaks while a refusal is checked does not make it a refusal', async () => {
    const store = createMemoryStore();
    await ready(store);
    const engine = createEngine({
      store: {
        ...store,
        read: () => {
          throw new StoreFailure('the disk is gone');
        },
      },
    });
    const result = await engine.submit(sample.SendGift);
    expect(result).toMatchObject({ kind: 'failed', message: 'the disk is gone' });
  });

  it('that hides what it acknowledged is found out, and not believed', async () => {
    const store = createMemoryStore();
    await ready(store);
    let hiding = false;
    const engine = createEngine({
      store: {
        ...store,
        read: async function* (query, range) {
          if (!hiding) yield* store.read(query, range);
        },
      },
    });
    expect(await engine.submit(sample.SendGift)).toMatchObject({ ok: true });
    hiding = true;
    await expect(engine.wallet('ann')).rejects.toThrow('the store hides what it acknowledged');
    const lion = { ...sample.SendGift, commandId: 'lion', giftId: 'lion' };
    expect(await engine.submit(lion)).toMatchObject({ kind: 'failed', code: 'store_unavailable' });
  });

  it('on which others are always faster ends in an error after a bounded number of tries', async () => {
    const store = createMemoryStore();
    await ready(store);
    let tries = 0;
    const busy: EventStore = {
      ...store,
      append: () => () => {
        tries += 1;
        return Promise.resolve(E.left({ code: 'condition_failed' }));
      },
    };
    const engine = createEngine({ store: busy, maxAttempts: 7 });
    const result = await engine.submit(sample.SendGift);
    expect(result).toMatchObject({ kind: 'failed', code: 'too_many_conflicts' });
    expect(tries).toBeLessThanOrEqual(7);
  });
});

describe('An engine', () => {
  test.each([{ cacheSize: 0 }, { cacheSize: NaN }, { maxAttempts: 1 }, { maxAttempts: NaN }])(
    'is not made with a number with which it could not work: %j',
    (options) => {
      const [[name, value]] = Object.entries(options) as [[string, number]];
      const least = name === 'cacheSize' ? 1 : 2;
      expect(() => createEngine({ store: createMemoryStore(), ...options })).toThrow(
        new RangeError(`${name}: ${String(value)} is less than ${String(least)}`),
      );
    },
  );

  it('works with the least of each', async () => {
    const engine = createEngine({ store: createMemoryStore(), cacheSize: 1, maxAttempts: 2 });
    const refused = { kind: 'refused', code: 'policy_not_found' };
    expect(await engine.submit(sample.BuyCoins)).toMatchObject(refused);
    await engine.submit(sample.PublishPolicy);
    expect(await engine.submit(sample.BuyCoins)).toMatchObject({ ok: true });
  });
});

describe('A closed engine', () => {
  it('takes no more commands and answers no more questions', async () => {
    const engine = await ready();
    await engine.close();
    expect(await engine.submit(sample.SendGift)).toMatchObject({ code: 'engine_closed' });
    await expect(engine.wallet('ann')).rejects.toMatchObject({ code: 'engine_closed' });
  });

  it('has let the commands under way finish', async () => {
    const store = createMemoryStore();
    await ready(store);
    const engine = createEngine({ store: slow(store, () => 5) });
    const outcomes: boolean[] = [];
    void engine.submit(sample.SendGift).then(({ ok }) => outcomes.push(ok));
    await engine.close();
    expect(outcomes).toEqual([true]);
  });

  it('leaves the store open for others', async () => {
    const store = createMemoryStore();
    const engine = await ready(store);
    await engine.close();
    const other = createEngine({ store });
    expect((await other.wallet('ann')).coins).toBe(7120n);
  });
});

describe('Queries', () => {
  it('see all that was acknowledged before, by any engine', async () => {
    const store = createMemoryStore();
    const [a, b] = [await ready(store), createEngine({ store })];
    expect((await b.wallet('ann')).coins).toBe(7120n);
    await a.submit(sample.SendGift);
    expect((await b.wallet('ann')).coins).toBe(5120n);
    expect((await b.earnings('bea')).available).toBe(10_000_000n);
    expect((await b.commission()).diamonds).toBe(10_000_000n);
  });

  it.each(['before', 'after'] as const)(
    'are answered while the same engine goes on writing; a read that waits %s it looks is enough',
    async (wait) => {
      const store = createMemoryStore();
      await ready(store);
      const engine = createEngine({ store: waitingReads(store, wait) });
      const gift = (i: number) => ({ ...sample.SendGift, commandId: `g${String(i)}`, quantity: 1 });
      await engine.submit(gift(0));
      const asked: Promise<bigint>[] = [];
      for (let i = 1; i <= 60; i += 1) {
        asked.push(engine.wallet('ann').then(({ coins }) => coins));
        await engine.submit(gift(i));
        await new Promise(setImmediate);
      }
      const answers = await Promise.all(asked);
      // Each answer knows what was acknowledged when it was asked for.
      answers.forEach((coins, i) => {
        expect(coins).toBeLessThanOrEqual(7120n - BigInt(i + 1));
      });
    },
  );

  it('hand out states that nobody can change', async () => {
    const engine = await ready();
    expect(Object.isFrozen(await engine.wallet('ann'))).toBe(true);
    expect(Object.isFrozen((await engine.earnings('bea')).paid)).toBe(true);
  });

  it('know nothing of who was never heard of', async () => {
    const engine = await ready();
    expect(await engine.wallet('__proto__')).toEqual({ coins: 0n });
    expect(samplePolicy.version).toBe('a');
  });
});
