import type * as t from 'io-ts';
import { CommandId, Currency, Id, Instant, RatioText, Text, integer, oneOf } from './scalar.js';

const most = Number.MAX_SAFE_INTEGER;
const loneHigh = '\ud83c';
const loneLow = '\udf39';
const rose = '\u{1F339}';

/** Each kind of field: what is just allowed, and what just is not. */
const kinds: readonly (readonly [
  name: string,
  codec: Pick<t.Mixed, 'is' | 'decode'>,
  right: readonly unknown[],
  wrong: readonly unknown[],
])[] = [
  [
    'Id',
    Id,
    ['a', 'Z', '0', '.', '..', '-', '_', '__proto__', 'constructor', 'z'.repeat(64)],
    ['', 'z'.repeat(65), 'a b', 'a/b', 'a:b', 'a,b', 'ä', 'a\n', '\na', 'a\u0000', 7],
  ],
  [
    'CommandId',
    CommandId,
    ['!', '~', "#$%&'()*+-./:;<=>?@[\\]^_`{|}", 'c'.repeat(128), '__proto__'],
    ['', 'c'.repeat(129), 'a b', 'a,b', 'a"b', 'ä', '\u007f', '\u001f', 'a\n', rose],
  ],
  [
    'Text',
    Text,
    ['x', ' ', '\u0000', 'x'.repeat(200), rose.repeat(200), `${rose.repeat(199)}x`, '__proto__'],
    [
      '',
      'x'.repeat(201),
      rose.repeat(201),
      `${rose.repeat(200)}x`,
      loneHigh,
      loneLow,
      loneLow + loneHigh,
      `a${loneHigh}b`,
      ['x'],
    ],
  ],
  ['Currency', Currency, ['USD', 'AAA'], ['', 'US', 'USDX', 'usd', 'U5D', 'USD\n', 'ÄÖÜ']],
  [
    'Instant',
    Instant,
    [
      '2026-03-01T18:00:00.000Z',
      '0000-01-01T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
      '2024-02-29T00:00:00.000Z',
      '2000-02-29T00:00:00.000Z',
      '2026-01-31T00:00:00.000Z',
      '2026-04-30T00:00:00.000Z',
    ],
    [
      '2026-02-29T00:00:00.000Z',
      '1900-02-29T00:00:00.000Z',
      '2024-02-30T00:00:00.000Z',
      '2026-04-31T00:00:00.000Z',
      '2026-06-31T00:00:00.000Z',
      '2026-09-31T00:00:00.000Z',
      '2026-11-31T00:00:00.000Z',
      '2026-01-32T00:00:00.000Z',
      '2026-01-00T00:00:00.000Z',
      '2026-00-01T00:00:00.000Z',
      '2026-13-01T00:00:00.000Z',
      '2026-03-01T24:00:00.000Z',
      '2026-03-01T18:60:00.000Z',
      '2026-03-01T18:00:60.000Z',
      '2026-03-01T18:00:00Z',
      '2026-03-01T18:00:00.00Z',
      '2026-03-01T18:00:00.0000Z',
      '2026-03-01T18:00:00.000',
      '2026-03-01T18:00:00.000+00:00',
      '2026-03-01 18:00:00.000Z',
      '2026-03-01t18:00:00.000z',
      ' 2026-03-01T18:00:00.000Z',
      '2026-03-01T18:00:00.000Z\n',
      '+02026-03-01T18:00:00.000Z',
      '٢٠٢٦-03-01T18:00:00.000Z',
      1772388000000,
    ],
  ],
  [
    'RatioText',
    RatioText,
    ['1/1', '2/4', '173/340', `1/${String(most)}`, `${String(most)}/1`],
    [
      '0/1',
      '1/0',
      '01/2',
      '1/02',
      '+1/2',
      '-1/2',
      '1/-2',
      '1.5/2',
      '1e3/2',
      '1/2/3',
      '1',
      '1/',
      '/1',
      ' 1/2',
      '1 / 2',
      '1/2\n',
      `${String(2 ** 53)}/1`,
      `1/${String(2 ** 53)}`,
      `${'9'.repeat(400)}/1`,
      0.5,
    ],
  ],
  [
    'integer from 1',
    integer(1),
    [1, 2, most],
    [0, -0, -1, 1.5, 2 ** 53, NaN, Infinity, 1e400, '1', 1n, [1]],
  ],
  ['integer from 0', integer(0, 10_000), [0, 1, 10_000], [-1, 0.5, 10_001, '0']],
  ['oneOf', oneOf('live', 'video'), ['live', 'video'], ['', 'Live', 'lives', ['live']]],
];

const nothing: readonly unknown[] = [null, undefined, true, false, {}, [], Symbol('s')];

describe.each(kinds)('%s', (_, codec, right, wrong) => {
  test.each(right)('%j is let through as it is', (value) => {
    expect(codec.is(value)).toBe(true);
    expect(codec.decode(value)).toEqual({ _tag: 'Right', right: value });
  });

  test.each([...wrong, ...nothing].map((value) => ({ value })))('$value is not', ({ value }) => {
    expect(codec.is(value)).toBe(false);
    expect(codec.decode(value)._tag).toBe('Left');
  });
});

test('texts of instants stand in the order of the times', () => {
  const times = [9, 10, 999, 1000, 86_400_000].map((ms) => new Date(ms).toISOString());
  expect([...times].reverse().sort()).toEqual(times);
});
