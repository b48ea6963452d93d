import { hash } from 'node:crypto';
import type { Decision, Reads } from '@largesse/core';
import {
  canonicalCommand,
  decodeCommand,
  dispatch,
  type Command,
  type GiftingEvent,
  type Refusal,
} from '@largesse/domain';
import { either as E } from 'fp-ts';
import { commandBehind } from './command-behind.js';
import { firstDifference } from './first-difference.js';
import type { Check, Complaint } from './invariant.js';
import type { LogFolds } from './log-folds.js';

/**
 * 9: the command behind each event has the fingerprint that was recorded with it, and, decided
 * again on the state before the event, gives exactly that event.
 */
export const justified = (): Check => ({
  invariant: 'justified',
  before: ({ entry: { event, recorded }, folds }) => {
    const { key, fingerprint, size } = recorded.batch;
    const command = commandBehind(event, key);
    const decoded = decodeCommand(command);
    if (E.isLeft(decoded)) return `no command can be behind it: ${decoded.left.message}`;
    if (size !== 1) return `a command makes one event, its batch has ${String(size)}`;
    const decided = decideAgain(command, folds);
    if (E.isLeft(decided))
      return `${command.type} "${key}" would be refused: ${decided.left.code}, ${decided.left.message}`;
    const [again] = decided.right;
    const differs = firstDifference(again, event);
    if (differs !== undefined) return `${command.type} "${key}" decided again gives ${differs}`;
    return fingerprintFault(command, fingerprint);
  },
});

const decideAgain = (
  command: Command,
  folds: LogFolds,
): E.Either<Refusal, readonly GiftingEvent[]> =>
  dispatch(command, <C, V>({ reads, decide }: Decision<C, V, GiftingEvent, Refusal>, given: C) =>
    decide(given, viewsOf(reads(given), folds)),
  );

const viewsOf = <V>(reads: Reads<V, GiftingEvent>, folds: LogFolds): V => {
  const views: Partial<V> = {};
  for (const name in reads) views[name] = folds.state(reads[name].projection, reads[name].key);
  return views as V; // every read has its view now
};

const fingerprintFault = (command: Command, recorded: string): Complaint => {
  const fingerprint = hash('sha256', canonicalCommand(command));
  return fingerprint === recorded
    ? undefined
    : `the command behind it, ${command.type} "${command.commandId}", has the fingerprint ${fingerprint}`;
};
