import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { requiredStore, type GivenStore } from '../store/given-store.js';
import { logBytes } from '../store/log-text.js';
import { openStoreAt } from '../store/use-store.js';
import { openInput, type Input } from './input.js';

/** Where a log is that a command reads: in a file or in a store, never both. */
export interface LogPlace {
  /** A file; `-` for standard input. */
  readonly path: string | undefined;
  /** What was given with `--store`. */
  readonly store: string | undefined;
}

/**
 * Opens the log that a command reads. A file that is named is taken, whatever the environment says: only
 * one who names both has not decided.
 */
export const openLogInput = async (place: LogPlace, context: Context): Promise<Input> => {
  const { path, store } = place;
  if (path === undefined) return storeInput(requiredStore(store, 'a log file, or '), context);
  if (store !== undefined)
    throw new CommandFailure('a log file and --store are two logs: name one of them');
  return openInput(path, context.interruption.asked);
};

/** The log of a store up to its last event as it is now. */
const storeInput = async (given: GivenStore, context: Context): Promise<Input> => {
  const open = await openStoreAt(given, 'read', context);
  const { name, store, ask, close } = open;
  try {
    const size = await ask(store.head());
    let position = 0;
    const chunks = logBytes(open, size, context.interruption, (passed) => (position = passed));
    return { name, size, reached: () => position, chunks, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
};
