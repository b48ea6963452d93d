import * as fc from 'fast-check';

/** One in thirty is left out; none is needed when it shrinks. */
const marked = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<readonly [number, T]> =>
  fc.tuple(fc.noBias(fc.integer({ min: 0, max: 29 })), each);

const kept = <T>(all: readonly (readonly [number, T])[]): readonly T[] =>
  all.filter(([mark]) => mark !== 0).map(([, value]) => value);

/**
 * A value of each arbitrary in order, now and then without some of them. It shrinks to none, so
 * that a counter-example holds only what it needs.
 */
export const mostOf = <T>(...all: readonly fc.Arbitrary<T>[]): fc.Arbitrary<readonly T[]> =>
  fc.tuple(...all.map(marked)).map(kept);

/** Up to so many values. Unlike the shrinking of `fc.array`, this one leaves out any of them. */
export const upTo = <T>(maxLength: number, each: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(marked(each), { maxLength, size: 'max' }).map(kept);
