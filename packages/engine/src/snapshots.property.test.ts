import {
  readState,
  writeState,
  type EventStore,
  type Positioned,
  type Projection,
} from '@largesse/core';
import type { GiftingEvent } from '@largesse/domain';
import { createMemoryStore } from '@largesse/store-memory';
import { everyProjection, foldOf, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { createEngine, type EngineOptions } from './engine.js';
import { expectJustified, wordFor, wordsByTheRules } from '../test/by-the-rules.js';
import { readsCounted, watchedSnapshots } from '../test/snapshot-support.js';
import { slow } from '../test/wrapped-store.js';

interface Entity {
  readonly projection: Projection<unknown, GiftingEvent>;
  readonly key: string;
}

/** Every entity that these events concern, in every projection. */
const entitiesOf = (events: readonly Positioned<GiftingEvent>[]): readonly Entity[] =>
  everyProjection.flatMap((projection) => {
    const own = events.filter(({ event }) => projection.types.includes(event.type));
    const keys = new Set(own.map(({ event }) => projection.keyOf(event)));
    return [...keys].map((key) => ({ projection, key }));
  });

/** The text of each entity's state as an engine tells it, and its position. */
const told = async (
  options: EngineOptions,
  entities: readonly Entity[],
): Promise<readonly string[]> => {
  const engine = createEngine(options);
  const texts = [];
  for (const { projection, key } of entities) {
    const { state, position } = await engine.view(projection, key);
    texts.push(`${projection.name} ${key} ${String(position)} ${writeState(state)}`);
  }
  await engine.close();
  return texts;
};

describe('For any history and any point in it', () => {
  it('a snapshot and the tail are the fold of the whole log, byte for byte, for every projection', async () => {
    let used = 0;
    await fc.assert(
      fc.asyncProperty(history(), fc.nat({ max: 50 }), async (commands, cut) => {
        const snapshots = watchedSnapshots();
        const { store, reads } = readsCounted(createMemoryStore(), snapshots);
        const writer = createEngine({ store, snapshotEvery: Infinity });
        for (const command of commands.slice(0, cut)) await writer.submit(command);
        const { events } = judge(commands);
        const entities = entitiesOf(events);
        await told({ store, snapshotEvery: 1 }, entities);
        const made = new Map(snapshots.kept);
        for (const command of commands.slice(cut)) await writer.submit(command);
        const whole = await told({ store, snapshotEvery: Infinity }, entities);
        const problems: unknown[] = [];
        const onSnapshotError = (problem: unknown) => problems.push(problem);
        reads.after.length = 0;
        expect(await told({ store, snapshotEvery: 1, onSnapshotError }, entities)).toEqual(whole);
        expect(problems).toEqual([]);
        // Each was opened where its snapshot ends: the event there was read, then what came after it.
        const opened = entities.map(({ projection, key }) =>
          made.get(JSON.stringify([projection.name, key])),
        );
        used += made.size;
        expect(reads.after).toEqual(
          opened.flatMap((kept) => (kept === undefined ? [0] : [kept.position - 1, kept.position])),
        );
        // As data: the fields of what never was in a store may stand in another order.
        const stateOf = foldOf(events);
        for (const [n, { projection, key }] of entities.entries()) {
          const text = whole[n]?.slice(`${projection.name} ${key} `.length).replace(/^\d+ /, '');
          expect(readState(text ?? '')).toEqual(stateOf(projection, key));
        }
      }),
      { numRuns: 40 },
    );
    expect(used).toBeGreaterThan(100);
  });
});

describe('Engines that forget and reopen from snapshots all the time', () => {
  /** Two states of each kind at most, saved at each event. */
  const forgetful = (store: EventStore, problems: unknown[]): EngineOptions => ({
    store,
    cacheSize: 1,
    snapshotEvery: 1,
    maxAttempts: 1_000,
    onSnapshotError: (problem) => problems.push(problem),
  });

  it('come to what the rules alone come to, command by command', async () => {
    await fc.assert(
      fc.asyncProperty(history({ maxLength: 60 }), async (commands) => {
        const problems: unknown[] = [];
        const store = createMemoryStore();
        const engines = [1, 2, 3].map(() => createEngine(forgetful(store, problems)));
        const words = [];
        for (const [i, command] of commands.entries()) {
          const result = await engines[i % 3]?.submit(command);
          words.push(result && wordFor(result));
          // Saves get their turn.
          await new Promise(setImmediate);
        }
        expect(words).toEqual(wordsByTheRules(commands));
        await Promise.all(engines.map((engine) => engine.close()));
        expect(problems).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('racing, refuse and accept nothing wrongly, and save nothing that the log does not say', async () => {
    await fc.assert(
      fc.asyncProperty(
        history({ maxLength: 40 }),
        fc.infiniteStream(fc.nat(2)),
        async (commands, turns) => {
          const problems: unknown[] = [];
          const shared = createMemoryStore();
          const store = slow(shared, () => Number(turns.next().value));
          const engines = [1, 2, 3].map(() => createEngine(forgetful(store, problems)));
          await Promise.all(
            commands.map((command, i) => engines[i % 3]?.submit(command) ?? Promise.resolve()),
          );
          const entities = entitiesOf(judge(commands).events);
          const fromLog = await told({ store: shared, snapshotEvery: Infinity }, entities);
          for (const engine of engines)
            for (const { projection, key } of entities) await engine.view(projection, key);
          await Promise.all(engines.map((engine) => engine.close()));
          expect(await told({ store: shared }, entities)).toEqual(fromLog);
          expect(problems).toEqual([]);
          await expectJustified(shared, commands);
        },
      ),
      { numRuns: 30 },
    );
  });
});
