import { either as E, type nonEmptyArray } from 'fp-ts';

/** A rule said no. The code is stable, for programs; the message is for people. */
export interface Refusal<C extends string = string> {
  readonly code: C;
  readonly message: string;
}

export const refuse = <C extends string>(code: C, message: string): E.Either<Refusal<C>, never> =>
  E.left({ code, message });

/** The command is accepted and makes this event. */
export const accept = <Ev>(event: Ev): E.Either<never, nonEmptyArray.NonEmptyArray<Ev>> =>
  E.right([event]);
