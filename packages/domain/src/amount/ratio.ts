/** An exact positive ratio, not necessarily in lowest terms. */
export interface Ratio {
  readonly p: bigint;
  readonly q: bigint;
}

/** Reads `"p/q"`. The text is one that the ratio codec let through. */
export const ratio = (text: string): Ratio => {
  const slash = text.indexOf('/');
  return { p: BigInt(text.slice(0, slash)), q: BigInt(text.slice(slash + 1)) };
};

/** ⌊amount × ratio⌋ of an amount that is not negative. */
export const timesRoundedDown = (amount: bigint, { p, q }: Ratio): bigint => (amount * p) / q;
