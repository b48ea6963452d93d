import type { DomainEvent } from '@largesse/core';
import { dispatch, type Command, type GiftingEvent, type RefusalCode } from '@largesse/domain';
import { either as E, type nonEmptyArray } from 'fp-ts';
import { difference, linesOf } from './difference.js';
import { foldOf, positioned, viewsOf, type Reading } from './views.js';

interface Coded<K extends string> {
  readonly code: K;
}

/** What came of a command, and what to say of it. The checks throw a plain `Error`. */
export interface Verdict<Ev, K extends string> {
  readonly outcome: E.Either<Coded<K>, nonEmptyArray.NonEmptyArray<Ev>>;
  /** The command is accepted and makes just these events. */
  readonly thenHappens: (...events: readonly Ev[]) => void;
  /** A rule refuses the command with this code. */
  readonly thenRefused: (code: K) => void;
}

/** An example of a decision: what happened before, and then the command. */
export interface Example<C, Ev, K extends string> {
  readonly when: (command: C) => Verdict<Ev, K>;
}

/**
 * Examples for one decision: its own reads fold the given events, in their order, at positions
 * 1, 2, 3, … No engine and no store take part.
 */
export const givenFor =
  <C, V, In extends DomainEvent, Out, K extends string>(
    decision: Reading<C, V, In> & {
      readonly decide: (
        command: C,
        views: V,
      ) => E.Either<Coded<K>, nonEmptyArray.NonEmptyArray<Out>>;
    },
  ) =>
  (...events: readonly In[]): Example<C, Out, K> => ({
    when: (command) =>
      verdict(decision.decide(command, viewsOf(decision, command, foldOf(positioned(events))))),
  });

/** Examples for the whole gifting domain: each command is judged by its own decision. */
export const given = (
  ...events: readonly GiftingEvent[]
): Example<Command, GiftingEvent, RefusalCode> => ({
  when: (command) => dispatch(command, (decision, its) => givenFor(decision)(...events).when(its)),
});

const verdict = <Ev, K extends string>(
  outcome: E.Either<Coded<K>, nonEmptyArray.NonEmptyArray<Ev>>,
): Verdict<Ev, K> => ({
  outcome,
  thenHappens: (...events) => {
    if (E.isLeft(outcome)) throw wrong(`${String(events.length)} events`, outcome.left);
    const found = difference(events, outcome.right);
    if (found !== '') throw new Error(`Other events (- expected, + made):\n${found}`);
  },
  thenRefused: (code) => {
    if (E.isRight(outcome)) throw wrong(`refusal "${code}"`, outcome.right);
    if (outcome.left.code !== code) throw wrong(`refusal "${code}"`, outcome.left);
  },
});

const wrong = (expected: string, actual: unknown): Error =>
  new Error(`Expected ${expected}, but got:\n${linesOf(actual).join('\n')}`);
