import type { Json, NewEvent, RecordedEvent, Tag } from '@largesse/core';
import type { ContractCheck } from './contract-check.js';
import { expectEqual } from './expect.js';
import { ODD_NAMES } from './odd-names.js';
import { sampleBatch, sampleEvent, tagged } from './sample-batch.js';
import { lookedUp, mustAppend, outcome, readAll, withStore } from './store-access.js';

// JSON.parse gives `any`, which is Json.
const parsed = (text: string): Json => JSON.parse(text) as Json;

const copyOf = (data: Json): Json => parsed(JSON.stringify(data));

const DATA: readonly Json[] = [
  null,
  true,
  0,
  -1.5,
  9_007_199_254_740_991,
  -9_007_199_254_740_991,
  '',
  '9007199254740993',
  'line\nfeed, tab\t, "quotes", \\ and \u0001',
  'Ünïcödé 漢字 🎁 \u2028 e\u0301',
  [],
  {},
  [[], [[]], {}],
  { '': 'no name', 'a.b': 1, 'with space': { deep: [1, { deeper: null }] } },
  // As JSON.parse makes them: own fields, not prototypes.
  parsed('{"__proto__": {"polluted": true}, "constructor": "x", "toString": 1}'),
  { nested: parsed('{"__proto__": [1, 2]}') },
  { big: Array.from({ length: 2_000 }, (_, i) => ({ n: i, text: 'x'.repeat(50) })) },
];

const tagsOfAnn: readonly Tag[] = ['wallet:ann'];

const bare = ({ position: _position, batch: _batch, ...event }: RecordedEvent): NewEvent => event;

/** What the port says of events as recorded: they are what was handed in, for good. */
export const recordChecks: readonly ContractCheck[] = [
  {
    name: 'data comes back exactly as it went in',
    promise: 'record',
    run: (harness) =>
      withStore(harness, async (store) => {
        for (const [n, data] of DATA.entries()) {
          const key = `k${String(n)}`;
          // What a store kept is compared with another copy: a store may keep the one it gets.
          const expected = copyOf(data);
          const event = { ...sampleEvent('Odd', ['wallet:ann'], data), version: n + 1 };
          const { events } = await mustAppend(store, sampleBatch(key, [event]));
          expectEqual('data as appended', events[0].data, expected);
          expectEqual('data as looked up', (await lookedUp(store, key))[0]?.data, expected);
        }
        const read = await readAll(store, tagged('wallet:ann'));
        const copies = DATA.map(copyOf);
        expectEqual(
          'data as read',
          read.map(({ data }) => data),
          copies,
        );
        expectEqual(
          'versions',
          read.map(({ version }) => version),
          DATA.map((_, n) => n + 1),
        );
      }),
  },
  {
    name: 'odd names in tags, types and keys are kept apart and found',
    promise: 'record',
    run: (harness) =>
      withStore(harness, async (store) => {
        for (const name of ODD_NAMES) {
          const tags: readonly Tag[] = [`wallet:${name}`, 'live:room'];
          const batch = sampleBatch(name, [sampleEvent(name, tags)]);
          expectEqual(`repeated, of ${name}`, (await mustAppend(store, batch)).repeated, false);
        }
        for (const name of ODD_NAMES) {
          const event = sampleEvent(name, [`wallet:${name}`, 'live:room']);
          const byTag = await readAll(store, tagged(`wallet:${name}`));
          expectEqual(`events of wallet:${name}`, byTag.map(bare), [event]);
          const byType = await readAll(store, { items: [{ types: [name], tags: ['live:room'] }] });
          expectEqual(`events of type ${name}`, byType.map(bare), [event]);
          expectEqual(`events of key ${name}`, (await lookedUp(store, name)).map(bare), [event]);
          const condition = { failIfEventsMatch: tagged(`wallet:${name}`), after: 0 };
          const guarded = sampleBatch(`guarded ${name}`, [sampleEvent('A')], [condition]);
          expectEqual(`a guard on ${name}`, await outcome(store, guarded), 'condition_failed');
        }
      }),
  },
  {
    name: 'what is changed while an append is under way does not change what is recorded',
    promise: 'record',
    run: (harness) =>
      withStore(harness, async (store) => {
        await mustAppend(store, sampleBatch('before', [sampleEvent('A', ['wallet:ann'])]));
        const event = { ...sampleEvent('A', ['live:room']) };
        const condition = { failIfEventsMatch: { items: [{ tags: [...tagsOfAnn] }] }, after: 0 };
        const free = sampleBatch('free', [event]);
        const guarded = sampleBatch('guarded', [sampleEvent('A')], [condition]);
        const appends = [store.append(free)(), store.append(guarded)()];
        Reflect.set(event, 'type', 'Changed');
        Reflect.set(free.events, 1, sampleEvent('Added'));
        Reflect.set(condition.failIfEventsMatch, 'items', []);
        await Promise.all(appends);
        expectEqual('the log', (await readAll(store)).slice(1).map(bare), [
          sampleEvent('A', ['live:room']),
        ]);
      }),
  },
  {
    name: 'what was recorded does not change when what went in or came out is changed',
    promise: 'record',
    run: (harness) =>
      withStore(harness, async (store) => {
        const data = { list: [{ amount: '1' }], note: 'as it was' };
        const tags: Tag[] = ['wallet:ann', 'live:room'];
        const event = { ...sampleEvent('A', tags, data) };
        const expected: NewEvent = { ...event, tags: [...tags], data: copyOf(data) };
        const { events } = await mustAppend(store, sampleBatch('key', [event]));
        const stamp = { ...events[0].batch };
        for (const handedOut of [
          [event],
          events,
          await readAll(store),
          await lookedUp(store, 'key'),
        ]) {
          for (const each of handedOut) spoil(each);
          spoil(handedOut);
          const [read, ...more] = await readAll(store, tagged('wallet:ann'));
          expectEqual('the event read again', read === undefined ? 'none' : bare(read), expected);
          expectEqual('its stamp', read?.batch, stamp);
          expectEqual('events beside it', more, []);
          expectEqual('the key', (await lookedUp(store, 'key')).map(bare), [expected]);
        }
      }),
  },
];

/** Changes whatever can be changed in a value. What is frozen stays as it is, silently. */
const spoil = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(value)) {
    const inner: unknown = Reflect.get(value, name);
    spoil(inner);
    if (typeof inner !== 'object') Reflect.set(value, name, 'spoilt');
  }
  if (Array.isArray(value)) Reflect.set(value, value.length, 'spoilt:too');
};
