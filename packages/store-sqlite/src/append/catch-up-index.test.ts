import type { Batch, EventStore, NewEvent, Query, Tag } from '@largesse/core';
import fc from 'fast-check';
import { either as E } from 'fp-ts';
import { connect } from '../../test/driver.js';
import { failing } from '../../test/failing.js';
import { temporaryFiles } from '../../test/folder.js';
import { expectIndexed, indexIn } from '../../test/index-in.js';
import { batch, event, openFile, readAll } from '../../test/read-all.js';
import { catchUpIndex } from './catch-up-index.js';
import { Connection } from '../driver/connection.js';
import { Guard } from './guard.js';
import { migrate } from '../file/migrate.js';
import { RecentEvents } from '../lists/recent-events.js';
import { SQL } from '../statements.js';
import { writeGroup } from './write-group.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

const ofAnn: Query = { items: [{ tags: ['wallet:ann'] }] };
const ofAnnAndA: Query = { items: [{ types: ['A'], tags: ['wallet:ann'] }] };
const eventsOfAnn = (count: number, ...tags: readonly Tag[]): readonly NewEvent[] =>
  Array.from({ length: count }, () => event('A', 'wallet:ann', ...tags));

/** Appends so many events of a wallet, and has the index go on if it is time. */
const append = async (store: EventStore, key: string, count = 1): Promise<string> => {
  const events = eventsOfAnn(count, `payment:${key}`);
  const result = await store.append(batch(key, event('B', 'wallet:ann'), ...events))();
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  return result._tag === 'Right' ? 'appended' : result.left.code;
};

/** A process that has a file open, as far as it appends and has the index go on, each when it is told. */
const processOn = (path: string) => {
  const connection = new Connection(connect, path);
  connection.exec('PRAGMA synchronous = OFF');
  const log = { connection, recent: new RecentEvents(0) };
  const guard = new Guard(log);
  return {
    append: (made: Batch) => writeGroup(log, guard, [made]).map(E.isRight),
    index: () => {
      catchUpIndex(log);
    },
    close: () => {
      connection.close();
    },
  };
};

test('whoever of several processes has the index go on, and when: it has what all of them wrote, each event once', () => {
  const step = fc.tuple(fc.nat(2), fc.option(fc.integer({ min: 1, max: 100 }), { freq: 2 }));
  const inTurn = (steps: readonly (readonly [number, number | null])[]): void => {
    const path = file();
    const made = new Connection(connect, path);
    made.exec('PRAGMA journal_mode = WAL');
    migrate(made, path);
    const processes = [0, 1, 2].map(() => processOn(path));
    let head = 0;
    for (const [n, [which, count]] of steps.entries()) {
      if (count === null) {
        processes[which]?.index();
        expectIndexed(path);
        expect(indexIn(path).indexed).toBe(head);
      } else {
        // On the condition that nothing came after the last.
        const guarded = (after: number): Batch => ({
          ...batch(
            `${String(n)} after ${String(after)}`,
            event('A', 'wallet:ann'),
            ...eventsOfAnn(count - 1),
          ),
          conditions: [{ failIfEventsMatch: ofAnnAndA, after }],
        });
        if (head > 0) expect(processes[which]?.append(guarded(head - 1))).toEqual([false]);
        expect(processes[which]?.append(guarded(head))).toEqual([true]);
        head += count;
      }
    }
    for (const each of [made, ...processes]) each.close();
  };
  fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 15 }), inTurn), {
    numRuns: 25,
    endOnFailure: true,
  });
});

test('a row of the index has no more positions than fit into its page', async () => {
  const path = file();
  const store = await openFile(path, { indexEvery: 1 });
  for (const count of [0, 1, 2, 63, 64, 65, 500]) await append(store, String(count), count);
  await store.close();
  expectIndexed(path);
  const lengths = indexIn(path).runs.map(({ length }) => length);
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([2, 64]);
});

const steps = (['indexLanes', 'indexRuns', 'indexKeys', 'setIndexed'] as const).flatMap((name) => [
  ['before', name] as const,
  ['after', name] as const,
]);

test.each(steps)('an index that fails %s %s is as it was, and goes on', async (when, name) => {
  const path = file();
  const { driver, fail } = failing();
  const store = await openFile(path, { driver, indexEvery: 5 });
  await append(store, 'first', 9);
  fail({ sql: SQL[name], when });
  expect(await append(store, 'second', 9)).toBe('appended');
  expectIndexed(path);
  expect(indexIn(path).indexed).toBe(10);
  expect(await readAll(store, ofAnn)).toHaveLength(20);
  expect(await append(store, 'third')).toBe('appended');
  expectIndexed(path);
  expect(indexIn(path).indexed).toBe(22);
  expect(await readAll(store, ofAnn)).toHaveLength(22);
  await store.close();
});

test.each(['before', 'after'] as const)(
  'the index has what a file has, and not what an append whose commit failed %s it was done left in memory',
  async (when) => {
    const path = file();
    const { driver, fail } = failing();
    const store = await openFile(path, { driver, indexEvery: 5 });
    await append(store, 'first', 2);
    fail({ sql: 'COMMIT', when });
    expect(await append(store, 'second', 9)).toBe('outcome_unknown');
    expect(await append(store, 'third', 9)).toBe('appended');
    expectIndexed(path);
    expect(indexIn(path).indexed).toBe(when === 'before' ? 13 : 23);
    await store.close();
  },
);

test('a file whose index is behind is found whole by who opens it, also by one that lets the index go on', async () => {
  const path = file();
  const first = await openFile(path, { indexEvery: 1_000 });
  await append(first, 'first', 70);
  await first.close();
  expect(indexIn(path).indexed).toBe(0);
  const second = await openFile(path, { indexEvery: 3 });
  expect(await readAll(second, ofAnn)).toHaveLength(71);
  await append(second, 'second');
  expectIndexed(path);
  expect(indexIn(path).indexed).toBe(73);
  await second.close();
});
