import type { Command } from '@largesse/domain';
import * as fc from 'fast-check';
import { mostOf, upTo } from './most-of.js';
import { move, opening, type Move } from './move.js';

/** How large a history may get. */
export interface HistorySize {
  /** Of the part in which everything happens, after the first policies and purchases. */
  readonly maxLength?: number;
}

/**
 * A plausible list of commands. Mostly it opens with a policy, a purchase and a creator with
 * diamonds and a payout method; then everything happens in any order. A few wallets, creators,
 * payments and withdrawals, so that commands meet; commands sent again with the same or other
 * content; clocks that run backwards. The n-th new command has the id `cn`. It shrinks to few,
 * small commands.
 */
export const history = ({ maxLength = 40 }: HistorySize = {}): fc.Arbitrary<readonly Command[]> =>
  fc
    .tuple(
      mostOf(move.publish()),
      upTo(4, move.buy()),
      mostOf(...opening()),
      upTo(maxLength, anyMove()),
    )
    .map((parts) => play(parts.flat()));

const anyMove = (): fc.Arbitrary<Move> =>
  fc.oneof(
    { weight: 8, arbitrary: move.give() },
    { weight: 4, arbitrary: move.withdraw() },
    { weight: 3, arbitrary: move.buy() },
    { weight: 2, arbitrary: move.confirm() },
    { weight: 2, arbitrary: move.fail() },
    { weight: 2, arbitrary: move.again() },
    { weight: 1, arbitrary: move.link() },
    { weight: 1, arbitrary: move.verify() },
    { weight: 1, arbitrary: move.publish() },
  );

const play = (moves: readonly Move[]): readonly Command[] => {
  const commands: Command[] = [];
  for (const make of moves) {
    const made = make(`c${String(commands.length + 1)}`, commands);
    if (made !== undefined) commands.push(made);
  }
  return commands;
};
