/** Dice that fall the same way for the same seed (mulberry32), so that a demo can be told twice. */
export class Dice {
  constructor(private state: number) {}

  /** A whole number from 0 to `sides` - 1. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  }

  pick<A>(first: A, ...others: readonly A[]): A {
    return others[this.roll(others.length + 1) - 1] ?? first;
  }
}
