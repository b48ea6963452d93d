declare const unit: unique symbol;

/** A whole number of some unit, exact at any size. The brand keeps units apart at compile time. */
export type Amount<U extends string> = bigint & { readonly [unit]: U };

/** Whole coins. */
export type Coins = Amount<'coin'>;

/** Ten-thousandths of a diamond, so that basis points of a whole diamond are exact. */
export type Diamonds = Amount<'diamond/10000'>;

/** Minor units of a currency that stands next to it: cents, whole yen. */
export type Money = Amount<'minor unit'>;

type Unbranded = number | bigint;

export const coins = (count: Unbranded): Coins => BigInt(count) as Coins;
export const diamonds = (tenThousandths: Unbranded): Diamonds => BigInt(tenThousandths) as Diamonds;
export const money = (minorUnits: Unbranded): Money => BigInt(minorUnits) as Money;

/** Ten-thousandths in a whole diamond. */
const PER_DIAMOND = 10_000n;

export const wholeDiamonds = (count: Unbranded): Diamonds => diamonds(BigInt(count) * PER_DIAMOND);

export const plus = <A extends Amount<string>>(a: A, b: A): A => ((a as bigint) + b) as A;
export const minus = <A extends Amount<string>>(a: A, b: A): A => ((a as bigint) - b) as A;

/** A diamond amount as people read it: whole diamonds with four decimals. */
export const formatDiamonds = (amount: bigint): string => {
  const size = amount < 0n ? -amount : amount;
  const fraction = String(size % PER_DIAMOND).padStart(4, '0');
  return `${amount < 0n ? '-' : ''}${String(size / PER_DIAMOND)}.${fraction}`;
};
