import type { EventStore, Projection, Snapshot, SnapshotStore } from '@largesse/core';
import {
  eventCodec,
  eventDefinitions,
  wallet,
  type GiftingEvent,
  type GiftSent,
} from '@largesse/domain';
import { createMemoryStore } from '@largesse/store-memory';
import { sample } from '@largesse/testing';
import { either as E } from 'fp-ts';
import { createEngine } from './engine.js';
import { ANN, roses } from '../test/snapshot-support.js';
import { slow } from '../test/wrapped-store.js';

/** The coins that are left after so many roses at one coin each. */
const left = (count: number): bigint => 7120n - BigInt(count);

const asked = async (world: Awaited<ReturnType<typeof roses>>): Promise<void> => {
  const engine = world.engineWith();
  await engine.wallet('ann');
  await engine.close();
};

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

describe('A snapshot is refused, and made anew,', () => {
  /** Opens the wallet from what `spoil` left of its snapshot, and then once more. */
  const reopened = async (
    spoil: (snapshot: Snapshot) => Snapshot,
    options: Parameters<Awaited<ReturnType<typeof roses>>['engineWith']>[0] = {},
  ) => {
    const world = await roses(300);
    await asked(world);
    const made = world.snapshots.kept.get(ANN);
    if (made === undefined) throw new Error('no snapshot was saved');
    world.snapshots.kept.set(ANN, spoil(made));
    world.reads.events = 0;
    // More than there are events: what was refused is replaced all the same.
    const first = world.engineWith({ snapshotEvery: 10_000, ...options });
    expect((await first.wallet('ann')).coins).toBe(left(300));
    await first.close();
    expect(world.reads.events).toBeGreaterThanOrEqual(301);
    world.reads.events = 0;
    const second = world.engineWith(options);
    expect((await second.wallet('ann')).coins).toBe(left(300));
    expect(world.reads.events).toBe(1);
    return world.problems.map(({ code }) => code);
  };

  const other = '0'.repeat(64);
  it.each<readonly [string, (snapshot: Snapshot) => Snapshot]>([
    ['the state', (made) => ({ ...made, state: made.state.replace('6820', '9820') })],
    ['the checksum', (made) => ({ ...made, state: other + made.state.slice(64) })],
    ['the length', (made) => ({ ...made, state: made.state.slice(0, -1) })],
    ['all of it', (made) => ({ ...made, state: '' })],
    ['the position', (made) => ({ ...made, position: made.position - 1 })],
    ['the position, beyond the log,', (made) => ({ ...made, position: 1_000_000 })],
    ['the position, to none,', (made) => ({ ...made, position: NaN })],
  ])('if %s was changed', async (_, spoil) => {
    expect(await reopened(spoil)).toEqual(['damaged']);
  });

  it('if it is of another schema, which is no problem', async () => {
    expect(await reopened((made) => ({ ...made, schema: `${made.schema} ` }))).toEqual([]);
  });

  it('if the codec reads another version of its events', async () => {
    const events = eventCodec<GiftingEvent>({
      ...eventDefinitions,
      GiftSent: { ...eventDefinitions.GiftSent, version: 2, upcasters: [(data) => data] },
    });
    expect(await reopened((made) => made, { events })).toEqual([]);
  });

  it('if the projection has another version, and not if only its object is another', async () => {
    const world = await roses(300);
    const { view, close } = world.engineWith();
    await view({ ...wallet }, 'ann');
    await close();
    for (const [version, events] of [
      [1, 1],
      [2, 301],
    ] as const) {
      world.reads.events = 0;
      const { state } = await world.engineWith().view({ ...wallet, version }, 'ann');
      expect(state).toEqual({ coins: left(300) });
      expect(world.reads.events).toBe(events);
    }
  });

  it('if the log ends before it: an older copy of it was restored', async () => {
    const [newer, older] = [await roses(300), await roses(200)];
    await asked(newer);
    const store: EventStore = { ...older.store, snapshots: newer.snapshots };
    const engine = older.engineWith({ store });
    expect(await engine.view(wallet, 'ann')).toEqual({
      state: { coins: left(200) },
      position: 202,
    });
    await engine.close();
    expect(older.problems.map(({ code }) => code)).toEqual(['not_of_this_log']);
    expect(newer.snapshots.kept.get(ANN)?.position).toBe(202);
  });

  it('if the log went on otherwise after an older copy of it was restored', async () => {
    const [newer, older] = [await roses(300), await roses(200)];
    await asked(newer);
    const writer = createEngine({ store: older.log });
    for (let n = 0; n < 150; n += 1)
      await writer.submit({ ...sample.SendGift, commandId: `other-${String(n)}`, quantity: 2 });
    const engine = older.engineWith({ store: { ...older.store, snapshots: newer.snapshots } });
    expect((await engine.wallet('ann')).coins).toBe(left(500));
    expect(older.problems.map(({ code }) => code)).toEqual(['not_of_this_log']);
  });

  it('if it stands under the id of another wallet', async () => {
    const world = await roses(300);
    await asked(world);
    const made = world.snapshots.kept.get(ANN);
    if (made !== undefined) world.snapshots.kept.set('["wallet","cat"]', made);
    expect((await world.engineWith().wallet('cat')).coins).toBe(0n);
    expect(world.problems.map(({ code }) => code)).toEqual(['damaged']);
  });
});

describe('A store whose snapshots fail', () => {
  const down = E.left({ code: 'store_unavailable', message: 'no snapshots today' } as const);
  it.each<readonly [string, SnapshotStore['load'], SnapshotStore['save']]>([
    ['say so', () => async () => down, () => async () => down],
    [
      'reject',
      () => () => Promise.reject(new Error('no snapshots today')),
      () => () => Promise.reject(new Error('no snapshots today')),
    ],
    [
      'throw',
      () => {
        throw new Error('no snapshots today');
      },
      () => {
        throw new Error('no snapshots today');
      },
    ],
  ])('fails no query, and somebody hears of it: they %s', async (_, load, save) => {
    const world = await roses(300);
    const engine = world.engineWith({ store: { ...world.store, snapshots: { load, save } } });
    expect((await engine.wallet('ann')).coins).toBe(left(300));
    const gift = { ...sample.SendGift, commandId: 'more', quantity: 1 };
    expect(await engine.submit(gift)).toMatchObject({ ok: true });
    await engine.close();
    expect(world.problems.slice(0, 1)).toEqual([
      { code: 'load_failed', projection: 'wallet', message: 'no snapshots today' },
    ]);
    expect(world.problems).toContainEqual({
      code: 'save_failed',
      projection: 'wallet',
      message: 'no snapshots today',
    });
  });

  it('is not asked again at each event', async () => {
    const world = await roses(300);
    let saves = 0;
    const save = () => async () => {
      saves += 1;
      return down;
    };
    const engine = world.engineWith({
      store: { ...world.store, snapshots: { ...world.snapshots, save } },
    });
    for (let n = 300; n < 350; n += 1) {
      await world.give(n, n + 1);
      await engine.wallet('ann');
      await new Promise(setImmediate);
    }
    await engine.close();
    expect(saves).toBe(1);
  });

  it('becomes a process warning, one of a kind, if nobody listens; a listener may throw', async () => {
    const world = await roses(300);
    const warnings: string[] = [];
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation((warning) => {
      warnings.push(String(warning));
    });
    const store = {
      ...world.store,
      snapshots: { load: () => async () => down, save: () => async () => down },
    };
    const silent = createEngine({ store, snapshotEvery: 100 });
    for (const id of ['ann', 'bob', 'cat']) await silent.wallet(id);
    await silent.close();
    const throwing = world.engineWith({
      store,
      onSnapshotError: () => {
        throw new Error('listener');
      },
    });
    expect((await throwing.wallet('ann')).coins).toBe(left(300));
    await throwing.close();
    warned.mockRestore();
    expect(warnings).toEqual([
      'Snapshots of "wallet", load_failed: no snapshots today',
      'Snapshots of "wallet", save_failed: no snapshots today',
      'onSnapshotError threw: listener',
      'onSnapshotError threw: listener',
    ]);
  });
});

describe('No snapshot is made', () => {
  const counting = (apply: Projection<{ n: number }, GiftSent>['apply']) => ({
    name: 'count',
    version: 1,
    types: ['GiftSent'] as const,
    tags: () => [],
    keyOf: () => '',
    initial: () => ({ n: 0 }),
    apply,
  });

  it('of a second projection with a name that another has in this engine', async () => {
    const world = await roses(200);
    const by = (step: number) =>
      counting((draft) => {
        draft.n += step;
      });
    const engine = world.engineWith();
    expect((await engine.view(by(1), '')).state.n).toBe(200);
    await new Promise(setImmediate);
    // Its source is the same; what it has captured is not.
    expect((await engine.view(by(2), '')).state.n).toBe(400);
    await engine.close();
    expect(world.snapshots.saves).toEqual(['["count",""]']);
    expect(world.problems).toMatchObject([{ code: 'name_taken', projection: 'count' }]);
  });

  it('of a state that is no plain data', async () => {
    const world = await roses(200);
    const dated = counting((draft) => {
      Object.assign(draft, { last: new Date(0) });
    });
    const started = { ...dated, name: 'started', initial: () => ({ n: 0, at: new Date(0) }) };
    const engine = world.engineWith();
    await engine.view(dated, '');
    await engine.view(started, '');
    await engine.close();
    expect(world.snapshots.saves).toEqual([]);
    expect(world.problems.map(({ code, projection }) => [code, projection])).toEqual([
      ['state_not_plain', 'count'],
      ['state_not_plain', 'started'],
    ]);
  });

  it('of a state that a recipe which threw left half changed', async () => {
    const world = await roses(199);
    let broken = false;
    const breaks = counting((draft) => {
      draft.n += 1;
      if (broken) throw new Error('broken');
    });
    const engine = world.engineWith({ snapshotEvery: 10 });
    await engine.view(breaks, '');
    // A save is due and waits for its turn when the recipe throws.
    broken = true;
    await world.give(199, 200);
    const before = [...world.snapshots.saves];
    await expect(engine.view(breaks, '')).rejects.toThrow('broken');
    broken = false;
    await engine.close();
    expect(before).toEqual([]);
    expect((await world.engineWith().view(breaks, '')).state.n).toBe(200);
  });

  it('by an engine that is closed, and the store may be closed after it', async () => {
    const log = createMemoryStore();
    const problems: unknown[] = [];
    const engine = createEngine({
      store: log,
      snapshotEvery: 1,
      onSnapshotError: (problem) => problems.push(problem),
    });
    await engine.submit(sample.PublishPolicy);
    await engine.submit(sample.BuyCoins);
    await engine.wallet('ann');
    const late = engine.wallet('ann');
    await engine.close();
    await log.close();
    await late.catch(() => undefined);
    await new Promise(setImmediate);
    expect(problems).toEqual([]);
  });
});
