import * as fc from 'fast-check';
import { copyPlain } from './copy-plain.js';

describe('A plain copy', () => {
  it('is equal to its original, fields named __proto__ too', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed: unknown = JSON.parse(JSON.stringify({ value, inner: [value] }));
        expect(JSON.stringify(copyPlain(parsed))).toBe(JSON.stringify(parsed));
      }),
    );
    const odd: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":[2]}');
    expect(JSON.stringify(copyPlain(odd))).toBe('{"__proto__":{"a":1},"constructor":[2]}');
  });

  it('shares nothing with it that can change', () => {
    const original = {
      list: [{ n: 1n }],
      map: new Map([['a', { n: 2n }]]),
      set: new Set(['a']),
      fields: { n: 3n },
    };
    const copy = copyPlain(original);
    original.list.push({ n: 0n });
    original.map.set('b', { n: 0n });
    original.set.add('b');
    for (const inner of [...original.list, ...original.map.values(), original.fields]) inner.n = 9n;
    expect(copy).toEqual({
      list: [{ n: 1n }],
      map: new Map([['a', { n: 2n }]]),
      set: new Set(['a']),
      fields: { n: 3n },
    });
  });
});
