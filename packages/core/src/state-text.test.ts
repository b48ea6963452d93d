import { character } from '@largesse/testing';
import * as fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { readState, writeState } from './state-text.js';

const names = fc.oneof(
  fc.string({ unit: character }),
  fc.constantFrom('$bigint', '$map', '$set', '$object', '$number', '$', '__proto__', 'toString'),
);

/** Fields under any name, `__proto__` too, as `JSON.parse` would make them. */
const fields = (value: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(names, value), { maxLength: 4 })
    .map((entries) => Object.fromEntries<unknown>(entries));

/** Whatever a state may hold, at any depth. */
const { state } = fc.letrec((tie) => ({
  state: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, undefined, true, false, 0, -0, NaN, Infinity, -Infinity, ''),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.string({ unit: character }),
    fc.array(tie('state'), { maxLength: 4 }),
    fields(tie('state')),
    fc.array(fc.tuple(tie('state'), tie('state')), { maxLength: 4 }).map((all) => new Map(all)),
    fc.array(tie('state'), { maxLength: 4 }).map((all) => new Set(all)),
  ),
}));

describe('The text of a state', () => {
  it('reads back as the same state, in the same order', () => {
    fc.assert(
      fc.property(state, (original) => {
        const text = writeState(original);
        const back = readState(text);
        expect(back).toStrictEqual(original);
        // `toStrictEqual` does not mind the order of fields and entries; the text does.
        expect(writeState(back)).toBe(text);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain('\0');
      }),
    );
  });

  it('is JSON that people can read', () => {
    const original = { coins: 5n, by: new Map([['ann', { n: 1 }]]), seen: new Set(['x']), a: -0 };
    expect(writeState(original)).toBe(
      '{"coins":{"$bigint":"5"},"by":{"$map":[["ann",{"n":1}]]},"seen":{"$set":["x"]},"a":{"$number":"-0"}}',
    );
    expect(writeState({ $bigint: '5' })).toBe('{"$object":{"$bigint":"5"}}');
    expect(writeState({ $bigint: '5', other: 1 })).toBe('{"$bigint":"5","other":1}');
  });

  it('tells orders apart, since recipes may go by them', () => {
    const [ab, ba] = [['a', 'b'] as const, ['b', 'a'] as const];
    expect(writeState(new Set(ab))).not.toBe(writeState(new Set(ba)));
    expect([...(readState(writeState(new Set(ba))) as Set<string>)]).toEqual(ba);
  });

  it('shares nothing with the state', () => {
    const original = { list: [new Map([['a', { n: 1 }]])] };
    const back = readState(writeState(original)) as typeof original;
    back.list[0]?.set('a', { n: 2 });
    expect(original.list[0]?.get('a')).toEqual({ n: 1 });
  });

  it('takes plain data of another realm, as drivers may make it', () => {
    expect(writeState(runInNewContext('({ a: [1, { b: 2 }] })'))).toBe('{"a":[1,{"b":2}]}');
    expect(writeState(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it.each([
    ['a date', new Date(0)],
    [
      'a class',
      new (class Wallet {
        readonly coins = 1;
      })(),
    ],
    ['a symbol', Symbol('x')],
    ['a field under a symbol', { [Symbol('x')]: 1 }],
    ['a function', () => 1],
    ['a hole', Object.assign([], { length: 1 })],
    ['a list with fields', Object.assign([1], { more: 1 })],
    ['bytes', new Uint8Array(1)],
  ])('does not exist for %s', (_, odd) => {
    expect(() => writeState({ inner: [odd] })).toThrow(TypeError);
  });

  it.each([
    '',
    '{',
    '{"$map":1}',
    '{"$map":[[1]]}',
    '{"$else":1}',
    '{"$bigint":"x"}',
    '{"$set":{}}',
  ])('is not %j', (text) => {
    expect(() => readState(text)).toThrow(/./);
  });
});
