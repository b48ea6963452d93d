import { keyedFold, type KeyedFold, type Positioned, type Projection } from '@largesse/core';
import {
  Books,
  canonicalJson,
  dispatch,
  type Balance,
  type Command,
  type GiftingEvent,
  type Refusal,
  type RefusalCode,
} from '@largesse/domain';
import { either as E } from 'fp-ts';
import { viewsOf } from './views.js';

type Recorded = readonly Positioned<GiftingEvent>[];

/** What came of one command. A retry has the events of the first time. */
export type Outcome =
  | { readonly status: 'accepted' | 'retried'; readonly events: Recorded }
  | { readonly status: 'refused'; readonly code: RefusalCode | 'command_id_reused' };

/** What came of a list of commands. */
export interface Judgement {
  /** One for each command, in their order. */
  readonly outcomes: readonly Outcome[];
  /** At positions 1, 2, 3, … */
  readonly events: Recorded;
  readonly refusals: readonly { readonly commandId: string; readonly code: string }[];
  readonly balances: readonly Balance[];
}

/**
 * Runs commands in order by the rules alone: no engine, no store, nothing asynchronous. It is
 * the model that an engine on any store is held against.
 */
export const judge = (commands: readonly Command[]): Judgement => {
  const { submit, events, balances } = referee();
  const outcomes = commands.map(submit);
  const refusals = outcomes.flatMap((outcome, index) =>
    outcome.status === 'refused'
      ? [{ commandId: commands[index]?.commandId ?? '', code: outcome.code }]
      : [],
  );
  return { outcomes, events, refusals, balances: balances() };
};

/** `judge` one command at a time, for laws that hold after every step. */
export interface Referee {
  readonly submit: (command: Command) => Outcome;
  /** All so far. */
  readonly events: Recorded;
  readonly balances: () => readonly Balance[];
}

/** A referee before the first command. */
export const referee = (): Referee => {
  const events: Positioned<GiftingEvent>[] = [];
  const books = new Books();
  const stateOf = lazyFolds(events);
  const accepted = new Map<string, { readonly content: string; readonly events: Recorded }>();

  const record = (made: readonly GiftingEvent[]): Recorded =>
    made.map((event) => {
      const positioned = { position: events.length + 1, event };
      events.push(positioned);
      books.add(positioned);
      return positioned;
    });

  const submit = (command: Command): Outcome => {
    const content = canonicalJson(command);
    const earlier = accepted.get(command.commandId);
    if (earlier !== undefined)
      return earlier.content === content
        ? { status: 'retried', events: earlier.events }
        : { status: 'refused', code: 'command_id_reused' };
    const decided = dispatch<E.Either<Refusal<RefusalCode>, readonly GiftingEvent[]>>(
      command,
      (decision, its) => decision.decide(its, viewsOf(decision, its, stateOf)),
    );
    if (E.isLeft(decided)) return { status: 'refused', code: decided.left.code };
    const recorded = record(decided.right);
    accepted.set(command.commandId, { content, events: recorded });
    return { status: 'accepted', events: recorded };
  };

  return { submit, events, balances: () => books.balances() };
};

/** Every projection that was ever asked for, folded up to the last event when asked again. */
const lazyFolds = (events: Recorded) => {
  const folds = new Map<string, { fold: KeyedFold<unknown, GiftingEvent>; folded: number }>();
  return <S>(projection: Projection<S, GiftingEvent>, key: string): S => {
    const entry = folds.get(projection.name) ?? { fold: keyedFold(projection), folded: 0 };
    folds.set(projection.name, entry);
    for (const positioned of events.slice(entry.folded)) entry.fold.add(positioned);
    entry.folded = events.length;
    // Names are unique, so the fold under this name holds states of this projection.
    return (entry.fold.states.get(key)?.state as S | undefined) ?? projection.initial();
  };
};
