import * as fc from 'fast-check';
import { canonicalJson } from './canonical.js';

const json = fc.jsonValue({ depthSize: 'medium' });

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  // An own field named `__proto__` is set by definition, as JSON.parse does.
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  );
};

test('the order of fields does not matter', () => {
  fc.assert(fc.property(json, (value) => canonicalJson(turned(value)) === canonicalJson(value)));
});

test('it is JSON of the same value', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('different values differ', () => {
  const different = [null, 0, '', '0', false, [], {}, [[]], [{}], { a: null }, { a: [] }, [null]];
  expect(new Set(different.map(canonicalJson)).size).toBe(different.length);
});

test('the example of RFC 8785, section 3.2.2', () => {
  const input = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;
  expect(canonicalJson(JSON.parse(input))).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test('fields stand in order of UTF-16 code units: the example of RFC 8785, section 3.2.3', () => {
  const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
  const value = Object.fromEntries(names.map((name) => [name, name]));
  expect(Object.keys(JSON.parse(canonicalJson(value)) as object)).toEqual([
    '1',
    '\r',
    '\u0080',
    '\u00f6',
    '\u20ac',
    '\ud83d\ude00',
    '\ufb33',
  ]);
});

test('a field named __proto__ counts as any other', () => {
  const hostile = JSON.parse('{"b":1,"__proto__":{"a":2},"constructor":3}') as unknown;
  expect(canonicalJson(hostile)).toBe('{"__proto__":{"a":2},"b":1,"constructor":3}');
});

test.each([
  ['-0', '0'],
  ['1.0', '1'],
  ['9007199254740993', '9007199254740992'],
  ['1e21', '1e+21'],
])('%s is the number %s', (text, canonical) => {
  expect(canonicalJson(JSON.parse(text))).toBe(canonical);
});
