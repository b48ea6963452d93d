import { command, history, judge } from '@largesse/testing';
import { either as E } from 'fp-ts';
import * as fc from 'fast-check';
import type * as t from 'io-ts';
import { canonicalJson } from '../canonical.js';
import { commandCodecs } from '../command.js';
import { eventDefinitions } from '../event/gifting-events.js';

/** Ways in which a record may be other than it looks. What cannot be changed stays as it is. */
const disguises: readonly ((record: object, name: string) => unknown)[] = [
  (record) => Object.assign(Object.create(null) as object, record),
  (record) => Object.create(record) as object,
  (record) => define(record, 'extra', { value: 1, enumerable: false }),
  (record) => define(record, 'extra', { value: 1, enumerable: true }),
  (record) => define(record, '__proto__', { value: 1, enumerable: true }),
  (record) => define(record, Symbol('extra'), { value: 1, enumerable: true }),
  (record) => new Proxy(record, {}),
  (record) => Object.assign([], record),
  (record) => () => record,
  (record) => ofList(record, (list) => [...list, ...list.slice(0, 1)]),
  (record) => ofList(record, (list) => Object.assign([...list], { length: list.length + 1 })),
  (record, name) => define(record, name, { enumerable: false }),
  (record, name) => {
    const kept: unknown = Reflect.get(record, name);
    return define(record, name, { get: () => kept });
  },
  (record, name) => {
    Reflect.deleteProperty(record, name);
    return record;
  },
];

const ofList = (record: object, change: (list: readonly unknown[]) => unknown): unknown =>
  Array.isArray(record) ? change(record) : record;

const define = (record: object, name: string | symbol, as: PropertyDescriptor): object => {
  Reflect.defineProperty(record, name, as);
  return record;
};

/** Each made anew: what one run changes in an object, the next must not find there. */
const strangeObjects: readonly (() => object)[] = [
  () => ({}),
  () => [],
  () => new Map(),
  () => new Date(0),
  () => new Array<unknown>(2),
  () => [undefined],
  () => Object('ann') as object,
  () => Object(1) as object,
];

const strange = fc.oneof(
  fc.constantFrom<unknown>(-0, 0, NaN, Infinity, 2 ** 53, -1, 0.5, '', '0', -1n, 1n, 10n ** 64n),
  fc.constantFrom<unknown>(undefined, true, Symbol('s')),
  fc.constantFrom(...strangeObjects).map((make): unknown => make()),
  fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
);

interface Twist {
  /** Which of all the fields in it. */
  readonly where: number;
  /** One of the disguises, or what comes in the place of the field. */
  readonly how: { readonly disguise: number; readonly name: number } | { readonly other: unknown };
}

const twist: fc.Arbitrary<Twist> = fc.record({
  where: fc.nat(),
  how: fc.oneof(
    fc.record({ disguise: fc.nat(disguises.length - 1), name: fc.nat() }),
    fc.record({ other: strange }),
  ),
});

type Place = readonly [owner: object, name: string];

const placesIn = (owner: object): readonly Place[] =>
  Object.entries(owner).flatMap(([name, inner]: [string, unknown]) => [
    [owner, name] as const,
    ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : []),
  ]);

const pick = <A>(among: readonly A[], which: number): A | undefined =>
  among[which % Math.max(1, among.length)];

const apply = (holder: object, { where, how }: Twist): object => {
  const [owner, name] = pick(placesIn(holder), where) ?? [holder, 'value'];
  const inner: unknown = Reflect.get(owner, name);
  if ('other' in how) Reflect.set(owner, name, how.other);
  else if (typeof inner === 'object' && inner !== null) {
    const field = pick(Object.keys(inner), how.name) ?? 'none';
    Reflect.set(owner, name, disguises[how.disguise]?.(inner, field));
  }
  return holder;
};

/** Something valid that was changed here and there, or not at all. */
const twisted = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(valid, fc.array(twist, { maxLength: 2 }))
    .map(([value, twists]): unknown =>
      Reflect.get(twists.reduce<object>(apply, { value: structuredClone(value) }), 'value'),
    );

test.each(Object.entries<t.Mixed>(commandCodecs))(
  '%s: the quick check and the one that says why let the same through, as it is',
  (type, codec) => {
    const valid = command().filter((one) => one.type === type);
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: twisted(valid) }, strange), (value) => {
        const decoded = codec.decode(value);
        expect(codec.is(value)).toBe(E.isRight(decoded));
        if (E.isRight(decoded)) expect(canonicalJson(decoded.right)).toBe(canonicalJson(value));
      }),
      { numRuns: 300 },
    );
  },
);

/** The events of histories, one at a time. */
const happened = fc
  .tuple(history({ maxLength: 20 }), fc.nat())
  .map(([commands, which]) => {
    const { events } = judge(commands);
    return events[which % Math.max(1, events.length)]?.event;
  })
  .filter((event) => event !== undefined);

test('data that is right for an event, of any amount, is written so that it can be read', () => {
  const data = happened.chain((event) =>
    fc.tuple(fc.constant(event.type), twisted(fc.constant(event.data))),
  );
  fc.assert(
    fc.property(data, ([type, value]) => {
      const codec: t.Mixed = eventDefinitions[type].data;
      if (!codec.is(value)) return;
      const written: unknown = codec.encode(value);
      const read = codec.decode(written);
      if (E.isLeft(read)) throw new Error(`${type}: what was written cannot be read`);
      expect(canonicalJson(codec.encode(read.right))).toBe(canonicalJson(written));
    }),
    { numRuns: 600 },
  );
});
