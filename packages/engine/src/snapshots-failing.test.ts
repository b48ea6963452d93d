import type { Projection, SnapshotStore } from '@largesse/core';
import type { GiftSent } from '@largesse/domain';
import { createMemoryStore } from '@largesse/store-memory';
import { sample } from '@largesse/testing';
import { either as E } from 'fp-ts';
import { createEngine } from './engine.js';
import { left, roses } from '../test/snapshot-support.js';

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
