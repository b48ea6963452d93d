import type { Projection, SnapshotStore } from '@largesse/core';
import { wallet, type GiftSent } from '@largesse/domain';
import { sample } from '@largesse/testing';
import { createEngine } from './engine.js';
import { ANN, asked, left, roses } from '../test/snapshot-support.js';
import { slow } from '../test/wrapped-store.js';

describe('A wallet with a snapshot', () => {
  it('is opened by reading the tail, and the event at which it was made', async () => {
    const world = await roses(3_000);
    await asked(world);
    await world.give(3_000, 3_005);
    world.reads.events = 0;
    const engine = world.engineWith();
    expect(await engine.view(wallet, 'ann')).toEqual({
      state: { coins: left(3_005) },
      position: 3_007,
    });
    expect(world.reads.events).toBe(6);
    expect(world.reads.after.slice(-2)).toEqual([3_001, 3_002]);
    expect(world.problems).toEqual([]);
  });

  it('is opened once for all who ask at the same time', async () => {
    const world = await roses(300);
    await asked(world);
    world.reads.events = 0;
    world.snapshots.loads.length = 0;
    const engine = world.engineWith({ store: slow(world.store, () => 2) });
    const all = await Promise.all(Array.from({ length: 20 }, () => engine.wallet('ann')));
    expect(new Set(all.map(({ coins }) => coins))).toEqual(new Set([left(300)]));
    expect(world.snapshots.loads).toEqual([ANN]);
    expect(world.reads.events).toBe(1);
  });

  it('is opened from it by a command too', async () => {
    const world = await roses(300);
    await asked(world);
    world.reads.events = 0;
    const engine = world.engineWith();
    const gift = { ...sample.SendGift, commandId: 'all', quantity: 6_821 };
    expect(await engine.submit(gift)).toMatchObject({ code: 'coins_insufficient' });
    expect(await engine.submit({ ...gift, quantity: 6_820 })).toMatchObject({ ok: true });
    // The event at which the snapshot was made, and the policy.
    expect(world.reads.events).toBe(2);
  });
});

describe('A snapshot', () => {
  it('is saved when so many events were folded since the last, and not before', async () => {
    const world = await roses(98);
    const engine = world.engineWith();
    await engine.wallet('ann');
    await new Promise(setImmediate);
    expect(world.snapshots.saves).toEqual([]);
    await world.give(98, 99);
    await engine.wallet('ann');
    await new Promise(setImmediate);
    expect(world.snapshots.saves).toEqual([ANN]);
    expect(world.snapshots.kept.get(ANN)?.position).toBe(101);
    await world.give(99, 198);
    await engine.wallet('ann');
    await new Promise(setImmediate);
    expect(world.snapshots.saves).toEqual([ANN]);
    await world.give(198, 199);
    await engine.wallet('ann');
    await engine.close();
    expect(world.snapshots.saves).toEqual([ANN, ANN]);
    expect(world.snapshots.kept.get(ANN)?.position).toBe(201);
  });

  it('is saved of a wallet that only gives and is never asked for', async () => {
    const world = await roses(0);
    const engine = world.engineWith({ snapshotEvery: 10 });
    for (let n = 0; n < 100; n += 1) {
      await engine.submit({ ...sample.SendGift, commandId: `g${String(n)}`, quantity: 1 });
      await new Promise(setImmediate);
    }
    await engine.close();
    const reopened = world.engineWith();
    world.reads.events = 0;
    expect((await reopened.wallet('ann')).coins).toBe(left(100));
    expect(world.snapshots.saves.length).toBeGreaterThan(5);
    expect(world.reads.events).toBeLessThan(20);
  });

  it('never holds what the engine knows ahead of the log', async () => {
    // Another engine buys coins between what this one read and what it appended.
    const world = await roses(0);
    const engine = world.engineWith({ snapshotEvery: 5 });
    await engine.submit({ ...sample.SendGift, commandId: 'first', quantity: 1 });
    const payment = { ...sample.BuyCoins.payment, reference: 'pi_between' };
    const other = createEngine({ store: world.log, snapshotEvery: Infinity });
    await other.submit({ ...sample.BuyCoins, commandId: 'between', payment });
    for (let n = 0; n < 20; n += 1) {
      await engine.submit({ ...sample.SendGift, commandId: `g${String(n)}`, quantity: 1 });
    }
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    await engine.close();
    expect(world.snapshots.saves).not.toEqual([]);
    expect((await world.engineWith().wallet('ann')).coins).toBe(2n * 7120n - 21n);
  });

  it('is saved one at a time for an entity, and close waits for it', async () => {
    const world = await roses(50);
    let [underWay, most, done] = [0, 0, 0];
    const snapshots: SnapshotStore = {
      ...world.snapshots,
      save: (id, snapshot) => async () => {
        most = Math.max(most, (underWay += 1));
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        underWay -= 1;
        done += 1;
        return world.snapshots.save(id, snapshot)();
      },
    };
    // So small a cache that the wallet is forgotten and opened again meanwhile.
    const engine = world.engineWith({
      store: { ...world.store, snapshots },
      snapshotEvery: 1,
      cacheSize: 1,
    });
    for (let n = 50; n < 60; n += 1) {
      await engine.wallet('ann');
      for (const other of ['x', 'y', 'z']) await engine.wallet(other);
      await world.give(n, n + 1);
      await new Promise(setImmediate);
    }
    await engine.close();
    expect({ most, underWay }).toEqual({ most: 1, underWay: 0 });
    expect(done).toBeGreaterThan(0);
  });

  it('is kept of any projection, whatever plain data its state is', async () => {
    const world = await roses(200);
    const givers: Projection<{ readonly by: ReadonlyMap<string, ReadonlySet<string>> }, GiftSent> =
      {
        name: 'givers',
        version: 1,
        types: ['GiftSent'],
        tags: (creatorId) => [`creator:${creatorId}`],
        keyOf: ({ data }) => data.creatorId,
        initial: () => ({ by: new Map() }),
        apply: (draft, { data }) => {
          const worths = draft.by.get(data.walletId) ?? new Set();
          draft.by.set(data.walletId, worths.add(String(data.worth)));
        },
      };
    const first = world.engineWith();
    const before = await first.view(givers, 'bea');
    await first.close();
    world.reads.events = 0;
    expect(await world.engineWith().view(givers, 'bea')).toEqual(before);
    expect(before.state.by.get('ann')?.size).toBe(1);
    expect(world.reads.events).toBe(1);
  });

  it('is neither saved nor used when it is not wanted, nor of a store that keeps none', async () => {
    const world = await roses(300);
    const off = world.engineWith({ snapshotEvery: Infinity });
    await off.wallet('ann');
    await off.close();
    expect([world.snapshots.loads, world.snapshots.saves]).toEqual([[], []]);
    const { snapshots, ...none } = world.store;
    expect(snapshots).toBe(world.snapshots);
    const without = world.engineWith({ store: none, snapshotEvery: 1 });
    expect((await without.wallet('ann')).coins).toBe(left(300));
    await without.close();
    for (const snapshotEvery of [0, -1, NaN])
      expect(() => world.engineWith({ snapshotEvery })).toThrow('snapshotEvery');
  });
});
