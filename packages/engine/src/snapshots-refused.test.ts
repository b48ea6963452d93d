import type { EventStore, Snapshot } from '@largesse/core';
import { eventCodec, eventDefinitions, wallet, type GiftingEvent } from '@largesse/domain';
import { sample } from '@largesse/testing';
import { createEngine } from './engine.js';
import { ANN, asked, left, roses } from '../test/snapshot-support.js';

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
