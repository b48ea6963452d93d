import { quotedName } from '../schema/quoted-name.js';
import { arrayText } from './array-text.js';
import { indexKey } from './index-key.js';
import { hashOf, laneOf } from './lane.js';

test('hashes are those that stand in logs already', () => {
  expect(['', 'GiftSent', 'wallet:ann'].map(hashOf)).toEqual([
    3338908027751811, 4047056075541813, 4342022214063298,
  ]);
});

test('a lane is the xor of its tag and its type, as SQL computes it', () => {
  for (const [a, b] of [
    [hashOf('GiftSent'), hashOf('wallet:ann')],
    [2 ** 53 - 1, 1],
    [0, 2 ** 52],
  ] as const) {
    expect(BigInt(laneOf(a, b))).toBe(BigInt(a) ^ BigInt(b));
  }
});

test('long texts have short forms in an index, different ones different forms', () => {
  const forms = ['a', 'x'.repeat(600), 'x'.repeat(601), 'x'.repeat(602), '漢'.repeat(900)].map(
    indexKey,
  );
  expect(new Set(forms).size).toBe(forms.length);
  for (const form of forms) expect(Buffer.byteLength(form)).toBeLessThanOrEqual(2_400);
  // A text that looks like a short form is stored with its backslash doubled.
  expect(indexKey(forms[2] ?? '')).not.toBe(forms[2]);
});

test('arrays are written as PostgreSQL reads them', () => {
  expect(arrayText(['a', '', 'NULL', '{},', 'q"b\\'])).toBe('{"a","","NULL","{},","q\\"b\\\\"}');
  expect(arrayText([1, null, 2])).toBe('{1,null,2}');
  expect(arrayText([])).toBe('{}');
});

test('the name of a schema is quoted, and an impossible one refused', () => {
  expect(quotedName('odd "name"; DROP')).toBe('"odd ""name""; DROP"');
  for (const bad of ['', 'a\0', 'pg_mine', 'x'.repeat(64), 'ü'.repeat(32)]) {
    expect(() => quotedName(bad)).toThrow(TypeError);
  }
});
