import { createHash } from 'node:crypto';

/** Dice that fall the same way for the same seed and purpose (mulberry32 on a hash of both). */
export class Dice {
  private state: number;

  constructor(...purpose: readonly (string | number)[]) {
    this.state = createHash('sha256').update(JSON.stringify(purpose)).digest().readInt32BE();
  }

  /** A whole number from 0 to `sides` - 1. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.roll(most - least + 1);
  }

  pick<A>(first: A, ...others: readonly A[]): A {
    return others[this.roll(others.length + 1) - 1] ?? first;
  }
}
