import type { EventStore, RecordedEvent } from '@largesse/core';
import fc from 'fast-check';
import { setTimeout } from 'node:timers/promises';
import { temporaryFiles } from '../test/folder.js';
import { expectIndexed } from '../test/index-in.js';
import { batch, event, openFile, readAll } from '../test/read-all.js';
import { startWriter } from '../test/writers.js';

jest.setTimeout(60_000);

const { file, remove } = temporaryFiles();
afterAll(remove);

/** Positions without gaps, batches whole, each key once. */
const expectSound = (log: readonly RecordedEvent[]): void => {
  expect(log.map(({ position }) => position)).toEqual(log.map((_, i) => i + 1));
  const keys = new Set<string>();
  for (let i = 0; i < log.length;) {
    const { key = '', size = 1 } = log[i]?.batch ?? {};
    expect(keys).not.toContain(key);
    keys.add(key);
    const whole = log.slice(i, i + size).map(({ batch: stamp }) => [stamp.key, stamp.index]);
    expect(whole).toEqual(Array.from({ length: size }, (_, n) => [key, n]));
    i += size;
  }
};

const keysOf = (log: readonly RecordedEvent[]): readonly string[] =>
  log.filter(({ batch: { index } }) => index === 0).map(({ batch: { key } }) => key);

test('processes that open a new file at once and race on it: every append is there once, of rivals one wins', async () => {
  const path = file();
  const writers = ['ann', 'bob', 'cid'].map((name) => startWriter(path, name, 20));
  const complaints = await Promise.all(writers.map(({ ended }) => ended));
  expect(complaints).toEqual(['', '', '']);
  const store = await openFile(path);
  const log = await readAll(store);
  const won = await readAll(store, { items: [{ types: ['Won'] }] });
  await store.close();
  expectSound(log);
  expectIndexed(path);
  const acknowledged = writers.flatMap((writer) => writer.acknowledged());
  expect([...acknowledged].sort()).toEqual([...keysOf(log)].sort());
  expect(won.map(({ tags: [tag] }) => tag).sort()).toEqual(
    Array.from({ length: 20 }, (_, round) => `round:${String(round)}`).sort(),
  );
});

test('what a process acknowledged before it was killed is there, and nothing half', async () => {
  const kill = async (delays: readonly number[]): Promise<void> => {
    const path = file();
    const told: string[] = [];
    for (const [n, delay] of delays.entries()) {
      const writers = ['ann', 'bob'].map((name) => startWriter(path, `${name}${String(n)}`, 1e6));
      await Promise.all(writers.map(({ writing }) => writing));
      await setTimeout(delay);
      for (const writer of writers) writer.process.kill('SIGKILL');
      await Promise.all(writers.map(({ ended }) => ended));
      told.push(...writers.flatMap((writer) => writer.acknowledged()));
    }
    const store = await openFile(path);
    const log = await readAll(store);
    expectSound(log);
    expectIndexed(path);
    const keys = new Set(keysOf(log));
    expect(told.filter((key) => !keys.has(key))).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
    await mustAppend(store, 'after');
    await store.close();
  };
  const delays = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 3, maxLength: 3 });
  await fc.assert(fc.asyncProperty(delays, kill), { numRuns: 1, endOnFailure: true });
});

const mustAppend = async (store: EventStore, key: string): Promise<void> => {
  expect(await store.append(batch(key, event('A')))()).toMatchObject({ _tag: 'Right' });
};

describe('a follower', () => {
  const settled = (milliseconds: number) => setTimeout(milliseconds, 'nothing yet', { ref: false });

  it('is woken by its own store at once, and by another only when it looks', async () => {
    const path = file();
    const [store, other] = [await openFile(path, { pollInterval: 600_000 }), await openFile(path)];
    const iterator = store.follow('all', 0)[Symbol.asyncIterator]();
    const first = iterator.next();
    await mustAppend(store, 'own');
    expect(await Promise.race([first, settled(2_000)])).toMatchObject({ done: false });
    const second = iterator.next();
    await mustAppend(other, 'of another');
    expect(await Promise.race([second, settled(200)])).toBe('nothing yet');
    await store.close();
    expect(await second).toMatchObject({ done: true });
    await other.close();
  });

  it('finds what another connection wrote by looking at short intervals', async () => {
    const path = file();
    const [store, other] = [await openFile(path, { pollInterval: 5 }), await openFile(path)];
    const iterator = store.follow('all', 0)[Symbol.asyncIterator]();
    for (const key of ['one', 'two', 'three']) {
      const next = iterator.next();
      await setTimeout(20);
      await mustAppend(other, key);
      expect(await Promise.race([next, settled(2_000)])).toMatchObject({
        value: [{ batch: { key } }],
      });
    }
    await store.close();
    await other.close();
  });
});
