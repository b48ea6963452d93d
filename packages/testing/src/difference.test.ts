import * as fc from 'fast-check';
import { difference } from './difference.js';

const value = fc.anything({ withBigInt: true, maxDepth: 3, maxKeys: 4 });

test('equal values have no difference, whatever the order of their fields', () => {
  fc.assert(fc.property(value, (same) => difference(same, structuredClone(same)) === ''));
  expect(difference({ a: 1, b: [2n] }, { b: [2n], a: 1 })).toBe('');
});

test('only the lines that differ are marked', () => {
  expect(difference({ a: [1n, 2n], b: 'x' }, { a: [1n, 3n], b: 'x' }).split('\n')).toEqual([
    '  {',
    '    a: [',
    '      1n,',
    '-     2n,',
    '+     3n,',
    '    ],',
    '    b: "x",',
    '  }',
  ]);
});

test('an amount and its digits differ', () => {
  expect(difference([1n], ['1'])).not.toBe('');
  expect(difference([1n], [1])).not.toBe('');
});
