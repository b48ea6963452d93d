import { createMemoryStore } from '@largesse/store-memory';
import { history, sample, samplePolicy } from '@largesse/testing';
import * as fc from 'fast-check';
import { createEngine, type Engine } from './engine.js';
import { expectJustified, wordFor, wordsByTheRules } from '../test/by-the-rules.js';
import { slow } from '../test/wrapped-store.js';

/** Engines take turns. */
const at = (engines: readonly Engine[], i: number): Engine => {
  const engine = engines[i % engines.length];
  if (engine === undefined) throw new Error('there is no engine');
  return engine;
};

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('Several engines on one store', () => {
  it('never let a wallet spend more than it has', async () => {
    const shared = createMemoryStore();
    let turn = 0;
    const engines = range(4).map(() =>
      createEngine({ store: slow(shared, () => (turn += 7) % 3), maxAttempts: 1000 }),
    );
    const [first] = engines;
    await first?.submit(sample.PublishPolicy);
    await first?.submit(sample.BuyCoins);
    const results = await Promise.all(
      range(400).map((i) =>
        at(engines, i).submit({
          ...sample.SendGift,
          commandId: `g${String(i)}`,
          quantity: 89,
          creatorId: `c${String(i % 5)}`,
        }),
      ),
    );
    // 7120 coins are 80 gifts of 89.
    expect(results.filter((result) => result.ok)).toHaveLength(80);
    for (const result of results) {
      if (!result.ok) expect(result.code).toBe('coins_insufficient');
    }
    expect((await first?.wallet('ann'))?.coins).toBe(0n);
  });

  it('credit a payment once, whoever asks', async () => {
    const shared = createMemoryStore();
    const engines = range(4).map(() => createEngine({ store: slow(shared, () => 1) }));
    await engines[0]?.submit(sample.PublishPolicy);
    const results = await Promise.all(
      range(40).map((i) =>
        at(engines, i).submit({
          ...sample.BuyCoins,
          commandId: `b${String(i)}`,
          walletId: `w${String(i)}`,
        }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it('judge by a policy as soon as it is published, whatever they have in their caches', async () => {
    const store = createMemoryStore();
    const [a, b] = [createEngine({ store }), createEngine({ store })];
    await a.submit(sample.PublishPolicy);
    await a.submit(sample.BuyCoins);
    expect(await b.submit({ ...sample.SendGift, commandId: 'old' })).toMatchObject({ ok: true });
    const dearer = [{ id: 'rose', name: 'Rose', coins: 2 }];
    const policy = { ...samplePolicy, version: 'b', gifts: dearer };
    await a.submit({ ...sample.PublishPolicy, commandId: 'publish-b', policy });
    const gift = await b.submit({ ...sample.SendGift, commandId: 'new' });
    expect(gift).toMatchObject({ ok: true, events: [{ event: { data: { coins: 4000n } } }] });
  });

  it('find out what another did between two facts of one creator', async () => {
    // An append proves the guard of its own command only. B verifies the identity after A linked
    // a method: B must not take itself for informed about methods.
    const store = createMemoryStore();
    const [a, b] = [createEngine({ store }), createEngine({ store })];
    const link = { ...sample.LinkPayoutMethod, commandId: 'link-a' };
    await b.submit({ ...link, commandId: 'link-other', payoutMethodId: 'other' });
    await a.submit(link);
    await b.submit(sample.VerifyIdentity);
    const again = await b.submit({ ...link, commandId: 'link-b', kind: 'paypal' });
    expect(again).toMatchObject({ ok: false, code: 'payout_method_already_linked' });
  });

  it('accept on a stale wallet only what it can pay, and refuse nothing it could', async () => {
    const store = createMemoryStore();
    const [a, b] = [createEngine({ store }), createEngine({ store })];
    await a.submit(sample.PublishPolicy);
    await a.submit(sample.BuyCoins);
    await b.submit({ ...sample.SendGift, commandId: 'b1', quantity: 1 });
    await a.submit({ ...sample.SendGift, commandId: 'a1', quantity: 7000 });
    const spent = await b.submit({ ...sample.SendGift, commandId: 'b2', quantity: 1000 });
    expect(spent).toMatchObject({ ok: false, code: 'coins_insufficient' });
    const payment = { ...sample.BuyCoins.payment, reference: 'pi_2' };
    await a.submit({ ...sample.BuyCoins, commandId: 'buy-2', payment });
    const paid = await b.submit({ ...sample.SendGift, commandId: 'b3', quantity: 7000 });
    expect(paid).toMatchObject({ ok: true });
  });

  it('come to what the rules alone come to, for any history and any size of cache', async () => {
    await fc.assert(
      fc.asyncProperty(
        history({ maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 100 }),
        async (commands, count, cacheSize) => {
          const store = createMemoryStore();
          const engines = range(count).map(() => createEngine({ store, cacheSize }));
          const words = [];
          for (const [i, command] of commands.entries())
            words.push(wordFor(await at(engines, i).submit(command)));
          expect(words).toEqual(wordsByTheRules(commands));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('racing with any history leave a log that the rules justify, event by event', async () => {
    await fc.assert(
      fc.asyncProperty(
        history({ maxLength: 40 }),
        fc.infiniteStream(fc.nat(2)),
        async (commands, turns) => {
          const shared = createMemoryStore();
          const store = slow(shared, () => Number(turns.next().value));
          const engines = range(3).map(() => createEngine({ store, maxAttempts: 1000 }));
          await Promise.all(commands.map((command, i) => at(engines, i).submit(command)));
          await expectJustified(shared, commands);
        },
      ),
      { numRuns: 60 },
    );
  });
});
