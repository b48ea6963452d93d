import { LogUnwritable } from '@largesse/audit';
import { messageOf, StoreFailure, type EventStore, type StoreUnavailable } from '@largesse/core';
import { EngineFailure } from '@largesse/engine';
import { either as E, type taskEither as TE } from 'fp-ts';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { Interrupted, unlessInterrupted, type Interruption } from '../interruption.js';
import { parseAddress, withoutSecretsOf } from './address.js';
import type { GivenStore } from './given-store.js';
import { openStore, type Purpose } from './open-store.js';

/** An open store, with what messages call it. */
export interface OpenStore {
  readonly name: string;
  readonly store: EventStore;
  /** A failure of the store in the words of the command line, without secrets; anything else as it is. */
  readonly failure: (thrown: unknown) => unknown;
  /** What a store answers in place of a result, likewise. */
  readonly unavailable: (error: {
    readonly code: string;
    readonly message?: string;
  }) => CommandFailure;
  /** The right side of what a function of the store answers, unless somebody asks to stop meanwhile. */
  readonly ask: <A>(
    task: TE.TaskEither<StoreUnavailable, A>,
    interruption?: Interruption,
  ) => Promise<A>;
  readonly close: () => Promise<void>;
}

/** Opens the store at an address. Whoever opens closes; `useStore` does both. */
export const openStoreAt = async (
  { address, variable }: GivenStore,
  purpose: Purpose,
  context: Context,
): Promise<OpenStore> => {
  try {
    return await openTyped(address, purpose, context);
  } catch (thrown) {
    // Who did not type the address must be told where it stands.
    if (variable === undefined || !(thrown instanceof CommandFailure)) throw thrown;
    throw new CommandFailure(`${variable}: ${thrown.message}`);
  }
};

const openTyped = async (
  text: string,
  purpose: Purpose,
  { interruption }: Context,
): Promise<OpenStore> => {
  const address = parseAddress(text);
  const { name } = address;
  const clean = (message: string): CommandFailure =>
    new CommandFailure(`${name}: ${withoutSecretsOf(text, message)}`);
  const opening = openStore(address, purpose);
  const store = await unlessInterrupted(opening, interruption).catch((thrown: unknown) => {
    if (thrown instanceof Interrupted) void opening.then(closed, () => undefined);
    if (thrown instanceof Interrupted || thrown instanceof CommandFailure) throw thrown;
    throw clean(`cannot be opened: ${messageOf(thrown)}`);
  });
  const failure = (thrown: unknown): unknown =>
    thrown instanceof StoreFailure ||
    thrown instanceof EngineFailure ||
    thrown instanceof LogUnwritable
      ? clean(thrown.message)
      : thrown;
  const unavailable: OpenStore['unavailable'] = ({ code, message = code }) => clean(message);
  const ask: OpenStore['ask'] = async (task, until = interruption) => {
    const answer = await unlessInterrupted(task(), until);
    if (E.isLeft(answer)) throw unavailable(answer.left);
    return answer.right;
  };
  return { name, store, failure, unavailable, ask, close: () => store.close() };
};

/** Does something with the store at an address, and closes it whatever comes of it. */
export const useStore = async <A>(
  given: GivenStore,
  purpose: Purpose,
  context: Context,
  use: (open: OpenStore) => Promise<A>,
): Promise<A> => {
  const open = await openStoreAt(given, purpose, context);
  try {
    return await use(open);
  } catch (thrown) {
    throw open.failure(thrown);
  } finally {
    await open.close();
  }
};

const closed = (store: EventStore): Promise<void> => store.close();
