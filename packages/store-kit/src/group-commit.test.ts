import type { AppendCondition, Batch, NewEvent, Tag } from '@largesse/core';
import { either as E } from 'fp-ts';
import { GroupCommit, recordedEvents, type AppendResult } from './index.js';

const event = (type: string, ...tags: readonly Tag[]): NewEvent => ({
  ...{ type, version: 1, at: '2026-03-01T18:00:00.000Z', data: null },
  tags,
});
const batch = (key: string, one: NewEvent, ...conditions: readonly AppendCondition[]): Batch => ({
  ...{ key, fingerprint: key, conditions },
  events: [one],
});
const none = (types: readonly string[], ...tags: readonly Tag[]): AppendCondition => ({
  failIfEventsMatch: { items: [{ types, tags }] },
  after: 0,
});

const writer = (options: { readonly independent?: boolean; readonly maxEvents?: number } = {}) => {
  const groups: string[][] = [];
  let head = 0;
  const appends = new GroupCommit({
    ...options,
    name: 'The test store',
    maxWaiting: 5,
    commit: async (batches) => {
      groups.push(batches.map(({ key }) => key));
      await new Promise(setImmediate);
      return batches.map((each): AppendResult => {
        head += each.events.length;
        const events = recordedEvents(each, head - each.events.length);
        return E.right({ events, repeated: false });
      });
    },
  });
  return { groups, appends };
};

const positions = (results: readonly AppendResult[]) =>
  results.map((result) => (E.isRight(result) ? result.right.events[0].position : result.left.code));

describe('appends that are asked for at the same time', () => {
  it('share a commit, and those who come while it is written share the next', async () => {
    const { groups, appends } = writer();
    const first = [appends.append(batch('a', event('A'))), appends.append(batch('b', event('A')))];
    await new Promise(setImmediate);
    const later = ['c', 'd'].map((key) => appends.append(batch(key, event('A'))));
    expect(positions(await Promise.all([...first, ...later]))).toEqual([1, 2, 3, 4]);
    expect(groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('come in groups that are not larger than is allowed', async () => {
    const { groups, appends } = writer({ maxEvents: 2 });
    await Promise.all(['a', 'b', 'c'].map((key) => appends.append(batch(key, event('A')))));
    expect(groups).toEqual([['a', 'b'], ['c']]);
  });

  const gift = event('Gift', 'wallet:ann', 'creator:bea');
  const rows: readonly (readonly [string, Batch, readonly string[][]])[] = [
    ['its key', batch('a', gift), [['a'], ['a']]],
    ['a tag it guards', batch('b', gift, none(['Gift'], 'wallet:ann')), [['a'], ['b']]],
    ['a type it guards', batch('b', gift, none(['Gift'])), [['a'], ['b']]],
    ['another wallet', batch('b', gift, none(['Gift'], 'wallet:bob')), [['a', 'b']]],
    ['another type', batch('b', gift, none(['Buy'], 'wallet:ann')), [['a', 'b']]],
    ['nothing that it guards', batch('b', gift), [['a', 'b']]],
    [
      'one of two tags it guards',
      batch('b', gift, none(['Gift'], 'wallet:ann', 'live:1')),
      [['a', 'b']],
    ],
    [
      'anything, which it guards',
      batch('b', gift, { failIfEventsMatch: 'all', after: 0 }),
      [['a'], ['b']],
    ],
  ];
  it.each(rows)('where all are judged at once: an earlier one with %s', async (_, later, parts) => {
    const { groups, appends } = writer({ independent: true });
    await Promise.all([appends.append(batch('a', gift)), appends.append(later)]);
    expect(groups).toEqual(parts);
  });

  it('do not hold up one behind another that has to wait', async () => {
    const { groups, appends } = writer({ independent: true });
    const keys = ['a', 'b', 'c'];
    const guard = none(['Gift'], 'wallet:ann');
    await Promise.all(
      keys.map((key) => appends.append(key === 'b' ? batch(key, gift, guard) : batch(key, gift))),
    );
    expect(groups).toEqual([['a', 'c'], ['b']]);
  });
});

describe('a queue of appends', () => {
  it('is bounded: the next is told that the store is busy', async () => {
    const { appends } = writer();
    const asked = Array.from({ length: 7 }, (_, n) => appends.append(batch(String(n), event('A'))));
    const results = positions(await Promise.all(asked));
    expect(results).toEqual([1, 2, 3, 4, 5, 'store_unavailable', 'store_unavailable']);
  });

  it('refuses at once what no store can keep', async () => {
    const { groups, appends } = writer();
    const two = appends.append(batch('a', event('A', 'wallet:ann', 'wallet:bob')));
    await expect(two).rejects.toThrow('Event 0 (A) of "a": two tags of one kind');
    expect(groups).toEqual([]);
  });

  it('refuses at once what its own store cannot keep, once it is sound', async () => {
    const checked: string[] = [];
    const commit = () => Promise.resolve([]);
    const check = ({ key }: Batch): void => {
      checked.push(key);
      throw new TypeError(`${key} is too much`);
    };
    const appends = new GroupCommit({ name: 'The test store', commit, check });
    await expect(appends.append(batch('a', event('A')))).rejects.toThrow('a is too much');
    const two = appends.append(batch('b', event('A', 'wallet:ann', 'wallet:bob')));
    await expect(two).rejects.toThrow('two tags of one kind');
    expect(checked).toEqual(['a']);
  });

  it('calls the outcome of a group unknown when its commit throws, and goes on', async () => {
    let calls = 0;
    const appends = new GroupCommit({
      name: 'The test store',
      commit: async (batches) => {
        calls += 1;
        if (calls === 1) throw new Error('the connection was lost');
        return batches.map((each) => E.right({ events: recordedEvents(each, 0), repeated: false }));
      },
    });
    const message = 'the connection was lost';
    const lost = await Promise.all([
      appends.append(batch('a', event('A'))),
      appends.append(batch('b', event('A'))),
    ]);
    expect(lost).toEqual([1, 2].map(() => E.left({ code: 'outcome_unknown', message })));
    expect(E.isRight(await appends.append(batch('a', event('A'))))).toBe(true);
  });

  it('is written to its end when it is closed, and takes no more', async () => {
    const { appends } = writer({ maxEvents: 1 });
    const asked = [appends.append(batch('a', event('A'))), appends.append(batch('b', event('A')))];
    await appends.close();
    expect(positions(await Promise.all(asked))).toEqual([1, 2]);
    const late = await appends.append(batch('c', event('A')));
    const message = 'The test store is closed';
    expect(late).toEqual(E.left({ code: 'store_unavailable', message }));
  });

  it('keeps up to 63 that are asked for in one turn together and in order, also where several groups go at once', async () => {
    // An import rests on it: what is written is always a beginning of the log.
    const groups: (readonly string[])[] = [];
    const appends = new GroupCommit({
      ...{ name: 'The test store', independent: true, groupsAtOnce: 2 },
      commit: async (batches) => {
        groups.push(batches.map(({ key }) => key));
        await new Promise(setImmediate);
        return batches.map((each) => E.right({ events: recordedEvents(each, 0), repeated: false }));
      },
    });
    const keys = Array.from({ length: 63 }, (_, i) => String(i));
    await Promise.all(keys.map((key) => appends.append(batch(key, event('A')))));
    expect(groups).toEqual([keys]);
  });

  it('are of one size when two are written in turn for who always has so many under way', async () => {
    const sizes: number[] = [];
    let before: Promise<unknown> = Promise.resolve();
    const appends = new GroupCommit({
      ...{ name: 'The test store', independent: true, groupsAtOnce: 2 },
      // One after the other, as a server writes them.
      commit: async (batches) => {
        sizes.push(batches.length);
        before = before.then(() => new Promise(setImmediate));
        await before;
        return batches.map((each) => E.right({ events: recordedEvents(each, 0), repeated: false }));
      },
    });
    const client = async (name: number): Promise<void> => {
      for (let i = 0; i < 8; i += 1) {
        await appends.append(batch(`${String(name)} ${String(i)}`, event('A')));
      }
    };
    await Promise.all(Array.from({ length: 256 }, (_, name) => client(name)));
    expect(new Set(sizes)).toEqual(new Set([128]));
  });

  it('are written by several at once where that is allowed, each batch once and answered', async () => {
    let atOnce = 0;
    let most = 0;
    const written: string[] = [];
    const appends = new GroupCommit({
      ...{ name: 'The test store', independent: true, groupsAtOnce: 2 },
      commit: async (batches) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        written.push(...batches.map(({ key }) => key));
        for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        atOnce -= 1;
        return batches.map((each): AppendResult =>
          E.right({ events: recordedEvents(each, 0), repeated: false }),
        );
      },
    });
    const keys = Array.from({ length: 300 }, (_, i) => String(i));
    const asked = keys.map((key) => appends.append(batch(key, event('A'))));
    const closed = appends.close();
    expect((await Promise.all(asked)).every(E.isRight)).toBe(true);
    await closed;
    expect(most).toBe(2);
    expect(written.sort()).toEqual([...keys].sort());
  });
});
