import type { Json, NewEvent } from '@largesse/core';
import { history, judge, sample } from '@largesse/testing';
import { either as E } from 'fp-ts';
import * as fc from 'fast-check';
import { closed } from '../codec/closed.js';
import { Id, Text, integer } from '../codec/scalar.js';
import { defineEvent, type Defined, type EventOf } from './define-event.js';
import { eventCodec } from './event-codec.js';
import { giftingEvents, type GiftingEvent } from './gifting-events.js';

const { FailPayout, ConfirmPayout, ...others } = sample;
const eventsOf = (...last: Parameters<typeof judge>[0]): readonly GiftingEvent[] =>
  judge([...Object.values(others), ...last]).events.map(({ event }) => event);

/** One event of each type. */
const samples = [...eventsOf(ConfirmPayout), ...eventsOf(FailPayout).slice(-1)];

/** What a store gives back of what it was given: the same, after a way through text. */
const stored = (event: GiftingEvent): NewEvent =>
  JSON.parse(JSON.stringify(giftingEvents.encode(event))) as NewEvent;

const complaintOf = (recorded: Parameters<typeof giftingEvents.decode>[0]): string => {
  const decoded = giftingEvents.decode(recorded);
  return E.isLeft(decoded) ? decoded.left.message : 'was read';
};

test('what is written is read back', () => {
  for (const event of samples) expect(giftingEvents.decode(stored(event))).toEqual(E.right(event));
  fc.assert(
    fc.property(history(), (commands) => {
      for (const { event } of judge(commands).events)
        expect(giftingEvents.decode(stored(event))).toEqual(E.right(event));
    }),
  );
});

test('amounts beyond 2^53 are written as digits and read back exactly', () => {
  const [bought] = samples.flatMap((event) => (event.type === 'CoinsPurchased' ? [event] : []));
  const text = JSON.stringify(bought && stored(bought)).replace('"7120"', '"18014398509481982001"');
  const read = giftingEvents.decode(JSON.parse(text) as NewEvent);
  expect(read).toMatchObject(E.right({ data: { coins: 18014398509481982001n } }));
});

test('an event has at most one tag of each kind', () => {
  for (const event of samples) {
    const kinds = giftingEvents.encode(event).tags.map((tag) => tag.slice(0, tag.indexOf(':')));
    expect(new Set(kinds).size).toBe(kinds.length);
  }
});

describe.each(samples.map((event) => ({ type: event.type, event })))('$type', ({ event }) => {
  const recorded = stored(event);
  const data = recorded.data as Readonly<Record<string, Json>>;
  const withData = (changed: Json): NewEvent => ({ ...recorded, data: changed });

  test.each(Object.keys(data))('is unreadable without %s, and with it damaged', (field) => {
    const rest = Object.fromEntries(Object.entries(data).filter(([name]) => name !== field));
    expect(complaintOf(withData(rest))).toBe(`data.${field}: is missing`);
    for (const damage of [null, -1, 1.5, '', [], {}]) {
      if (Array.isArray(damage) && Array.isArray(data[field])) continue;
      expect(complaintOf(withData({ ...data, [field]: damage }))).toMatch(
        new RegExp(`^data\\.${field}[.:]`),
      );
    }
  });

  test('has amounts as digits, and no other text for an amount', () => {
    const decoded = Object.entries(event.data).filter(([, value]) => typeof value === 'bigint');
    for (const [field, amount] of decoded) {
      expect(data[field]).toBe(String(amount));
      for (const damage of ['-1', '01', '+1', '1.0', '1e3', ' 1', '0x1', '\u0663', '1'.repeat(65)])
        expect(complaintOf(withData({ ...data, [field]: damage }))).toMatch(
          new RegExp(`^data\\.${field}: expected .* as a text of digits`),
        );
    }
  });

  test('is unreadable with more than its fields, or with other data', () => {
    expect(complaintOf(withData({ ...data, extra: 1 }))).toBe('data.extra: is not a known field');
    for (const other of [null, [], 'x', 7]) expect(complaintOf(withData(other))).toMatch(/^data: /);
  });

  test('is unreadable at no real time', () => {
    expect(complaintOf({ ...recorded, at: '2026-02-30T00:00:00.000Z' })).toMatch(/^at: expected/);
  });

  test.each([0, 2, -1, 1.5, NaN])('is unreadable in version %d', (version) => {
    expect(complaintOf({ ...recorded, version })).toMatch(
      new RegExp(`^version: .* of ${event.type} is unknown here, which reads 1 to 1`),
    );
  });
});

test.each(['Gift', '__proto__', 'constructor', 'x'.repeat(1_000_000)])(
  'an event of unknown type is unreadable',
  (type) => {
    const complaint = complaintOf({ type, version: 1, at: sample.BuyCoins.at, data: {} });
    expect(complaint).toMatch(/^type: ".*is not a known event$/);
    expect(complaint.length).toBeLessThan(300);
  },
);

/** Version 1 had `stars` as one of `'good' | 'bad'`; version 2 counts them and has a text. */
const rated = defineEvent({
  type: 'Rated',
  data: closed('rated', { by: Id, stars: integer(1, 5), text: Text }),
  tags: ({ by }) => [`rater:${by}`],
  upcasters: [
    (data) => {
      const { by, stars } = data as { readonly by: string; readonly stars: string };
      return { by, stars: stars.toUpperCase() === 'GOOD' ? 5 : 1, text: '-' };
    },
  ],
});
const ratings = eventCodec<Defined<typeof rated>>({ Rated: rated });
const at = '2026-03-01T18:00:00.000Z';

test('an event of an older version is read as one of the newest', () => {
  const old = { type: 'Rated', version: 1, at, data: { by: 'ann', stars: 'good' } };
  const expected: EventOf<'Rated', { by: string; stars: number; text: string }> = {
    type: 'Rated',
    at,
    data: { by: 'ann', stars: 5, text: '-' },
  };
  expect(ratings.decode(old)).toEqual(E.right(expected));
  expect(ratings.encode(expected)).toEqual({ ...expected, version: 2, tags: ['rater:ann'] });
  expect(ratings.decode(ratings.encode(expected))).toEqual(E.right(expected));
});

test.each([
  ['type', { type: 'Gift' }],
  ['version', { version: 3 }],
  ['at', { at: 'now' }],
  ['data', { data: null }],
  ['data', { version: 1, data: { stars: 7 } }],
  ['data.stars', { data: { by: 'ann', stars: 6, text: '-' } }],
])('of an event that is unreadable, the field is named that is wrong: %s', (field, change) => {
  const good = { type: 'Rated', version: 2, at, data: { by: 'ann', stars: 5, text: '-' } };
  const decoded = ratings.decode({ ...good, ...change });
  expect(decoded).toMatchObject(E.left({ code: 'event_unreadable', field }));
  expect(E.isLeft(decoded) && decoded.left.message.startsWith(`${field}: `)).toBe(true);
});

test('old data that is damaged, or new data under an old version, is unreadable', () => {
  const messages = [{ by: 'ann', stars: 7 }, null, { stars: 'bad' }].map((data) => {
    const decoded = ratings.decode({ type: 'Rated', version: 1, at, data });
    return E.isLeft(decoded) ? decoded.left.message : 'was read';
  });
  expect(messages).toEqual([
    'data: version 1 of Rated cannot be turned into version 2',
    'data: version 1 of Rated cannot be turned into version 2',
    'data.by: expected an id of 1 to 64 characters of A-Z a-z 0-9 _ . -, got undefined',
  ]);
});

test('the schema of a type is another text with another field, version or upcaster', () => {
  const sketch = { type: 'Rated' as const, tags: () => [] };
  const data = closed('rated', { by: Id });
  const variants = [
    defineEvent({ ...sketch, data }),
    defineEvent({ ...sketch, data: closed('rated', { by: Text }) }),
    defineEvent({ ...sketch, data: closed('rated', { from: Id }) }),
    defineEvent({ ...sketch, data, upcasters: [(old) => old] }),
    defineEvent({ ...sketch, data, upcasters: [(old) => [old]] }),
    defineEvent({ ...sketch, data, upcasters: [(old) => old, (old) => old] }),
  ] as unknown as readonly (typeof rated)[];
  const texts = variants.map((Rated) =>
    eventCodec<Defined<typeof rated>>({ Rated }).schema('Rated'),
  );
  expect(new Set(texts).size).toBe(variants.length);
  expect(texts[0]).toMatch(/^1 rated\(by: /);
});
