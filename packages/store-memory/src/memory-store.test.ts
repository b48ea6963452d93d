import type { Batch, EventStore, Json, NewEvent, Position, Tag } from '@largesse/core';
import { either as E } from 'fp-ts';
import { createMemoryStore } from './index.js';

const event = (tags: readonly Tag[] = [], data: Json = null): NewEvent => ({
  type: 'A',
  version: 1,
  at: '2026-03-01T18:00:00.000Z',
  tags,
  data,
});

const batch = (key: string, events: Batch['events']): Batch => ({
  key,
  fingerprint: key,
  events,
  conditions: [],
});

const fill = async (store: EventStore, from: number, to: number): Promise<void> => {
  for (let n = from; n <= to; n += 1) await store.append(batch(String(n), [event()]))();
};

describe('a read of the memory store', () => {
  it('ends at the head as it was when its iteration began', async () => {
    const store = createMemoryStore();
    const read = store.read('all');
    await fill(store, 1, 1_500);
    const sizes: number[] = [];
    let last: Position = 0;
    for await (const events of read) {
      sizes.push(events.length);
      last = events.at(-1)?.position ?? 0;
      await fill(store, 1_501, 1_600);
    }
    expect({ sizes, last }).toEqual({ sizes: [1_000, 500], last: 1_500 });
  });

  it('fails in the middle if the store is closed', async () => {
    const store = createMemoryStore();
    await fill(store, 1, 1_500);
    const iterator = store.read('all')[Symbol.asyncIterator]();
    await iterator.next();
    await store.close();
    await expect(iterator.next()).rejects.toThrow('closed');
  });
});

describe('an append of what no store could keep', () => {
  class Money {
    readonly amount = 1;
  }
  // Values that the types forbid, as they come from code that is not type-checked.
  const smuggled = (data: unknown): NewEvent => event([], data as Json);
  const rows: readonly (readonly [string, NewEvent, string])[] = [
    [
      'two tags of one kind',
      event(['wallet:ann', 'live:1', 'wallet:bob']),
      'two tags of one kind, "wallet:ann" and "wallet:bob"',
    ],
    ['one tag twice', event(['wallet:ann', 'wallet:ann']), 'two tags of one kind'],
    ['a tag without a kind', event([':ann']), 'the tag ":ann" is not of the form kind:id'],
    ['a bigint', smuggled({ sum: [1n] }), 'JSON cannot hold data.sum.0'],
    ['undefined', smuggled({ sum: undefined }), 'JSON cannot hold data.sum'],
    ['infinity', smuggled(Infinity), 'JSON cannot hold data'],
    ['a date', smuggled({ at: new Date(0) }), 'JSON cannot hold data.at'],
    ['an instance of a class', smuggled({ paid: new Money() }), 'JSON cannot hold data.paid'],
  ];
  it.each(rows)('rejects %s, names the event and records nothing', async (_, bad, message) => {
    const store = createMemoryStore();
    const append = store.append(batch('key', [event(), bad]));
    await expect(append()).rejects.toThrow(`Event 1 (A) of "key": ${message}`);
    expect(await store.head()()).toMatchObject({ right: 0 });
    expect(await store.lookup('key')()).toMatchObject({ right: { _tag: 'None' } });
  });

  it('takes tags of kinds that begin alike', async () => {
    const tags: readonly Tag[] = ['live:1', 'alive:1', 'liv:e:1', 'lives:1'];
    const result = await createMemoryStore().append(batch('key', [event(tags)]))();
    expect(result).toMatchObject({ right: { events: [{ tags }] } });
  });
});

it('counts its events; what they take in memory nobody can tell', async () => {
  const store = createMemoryStore();
  await fill(store, 1, 3);
  expect(await store.size?.()()).toEqual(E.right({ events: 3, bytes: undefined, copies: [] }));
  await store.close();
  expect(await store.size?.()()).toMatchObject({ left: { code: 'store_unavailable' } });
});

describe('a follower of the memory store', () => {
  it('answers what was asked ahead, in order', async () => {
    const store = createMemoryStore();
    const iterator = store.follow('all', 0)[Symbol.asyncIterator]();
    const asked = [iterator.next(), iterator.next(), iterator.next()];
    await fill(store, 1, 1);
    await fill(store, 2, 2);
    await iterator.return?.();
    const results = await Promise.all(asked);
    const got = results.map(({ done, value }) => (done === true ? 'end' : value[0]?.position));
    expect(got).toEqual([1, 2, 'end']);
  });

  it('begins after a position that the log has yet to reach', async () => {
    const store = createMemoryStore();
    const iterator = store.follow('all', 3)[Symbol.asyncIterator]();
    const next = iterator.next();
    await fill(store, 1, 4);
    expect(await next).toMatchObject({ value: [{ position: 4 }] });
  });
});
