import * as fc from 'fast-check';

const characters = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-');

/** Ids that trip up code which keeps them as names of object fields, in paths or in patterns. */
export const nastyIds = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '.',
  '..',
  '-',
  '_',
  '0',
  'a.b',
  'in-payout',
  'z'.repeat(64),
] as const;

/** An id of a user, a gift, a package, …: plain, of any allowed characters, or nasty. */
export const id = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('a', 'b', 'ann', 'bea'),
    fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 64 }),
    fc.constantFrom(...nastyIds),
  );

/** An idempotency key of any allowed characters. */
export const commandId = (): fc.Arbitrary<string> => {
  const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(index + 33));
  const allowed = printable.filter((character) => character !== ',' && character !== '"');
  return fc.string({ unit: fc.constantFrom(...allowed), minLength: 1, maxLength: 128 });
};

/** Where the halves of surrogate pairs stand, which are no characters. */
const [SURROGATES, AFTER_SURROGATES, LAST] = [0xd800, 0xe000, 0x10ffff] as const;
const HALVES = AFTER_SURROGATES - SURROGATES;

/**
 * A character of any plane, for `fc.string({ unit: character })`. The same as fast-check's own unit
 * `binary`, but for the table of a million characters which that makes before its first string.
 */
export const character: fc.Arbitrary<string> = fc.nat({ max: LAST - HALVES }).map(
  (n) => String.fromCodePoint(n < SURROGATES ? n : n + HALVES),
  (value) => {
    const code = typeof value === 'string' ? (value.codePointAt(0) ?? -1) : -1;
    // With the way back, fast-check knows that it may put `__proto__` and its like into a string.
    if (code < 0 || value !== String.fromCodePoint(code)) throw new TypeError('No character');
    if (code >= SURROGATES && code < AFTER_SURROGATES) throw new TypeError('Half a character');
    return code < SURROGATES ? code : code - HALVES;
  },
);

/** Free text of 1 to 200 code points, from every plane. */
export const text = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.string({ unit: character, minLength: 1, maxLength: 200 }),
    fc.constantFrom('US', '__proto__', 'a:b', '%3A', '\u{1F339}'.repeat(200)),
  );

/** A real time of the years 0 to 9999, as commands write it. */
export const instant = (): fc.Arbitrary<string> =>
  fc
    .date({
      min: new Date('0000-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString());

/** A safe integer from `least`: mostly small, sometimes next to 2^53. */
export const amount = (least: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: least, max: least + 1000 }),
    fc.maxSafeInteger().map((value) => Math.max(least, Math.abs(value))),
    fc.constantFrom(least, Number.MAX_SAFE_INTEGER),
  );

/** An exact ratio `"p/q"`, often one whose products leave a remainder. */
export const ratioText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('1/1', '173/340', '1/3', '2/6', '9007199254740991/9007199254740990'),
    fc.tuple(amount(1), amount(1)).map(([p, q]) => `${String(p)}/${String(q)}`),
  );

/** Three capital letters: real currencies and others. */
export const currency = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('USD', 'EUR', 'JPY'),
    fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'X', 'Y', 'Z'), minLength: 3, maxLength: 3 }),
  );

export const channel = (): fc.Arbitrary<'ios' | 'android' | 'web'> =>
  fc.constantFrom('ios', 'android', 'web');
