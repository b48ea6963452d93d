import { backoff } from '@largesse/store-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './sqlite-error.js';

/** The first pause and the longest, in milliseconds: a write of another process takes a few. */
const PAUSES = [1, 20] as const;

/**
 * Does something that may meet a lock of another connection, again and again for so many milliseconds. In
 * between, the event loop is free. Rejects with what was thrown last, and at once for anything else.
 */
export const patiently = async <A>(milliseconds: number, act: () => A): Promise<A> => {
  const pauses = backoff(...PAUSES);
  const giveUp = performance.now() + milliseconds;
  for (;;) {
    try {
      return act();
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() >= giveUp) throw thrown;
    }
    await sleep(pauses.next());
  }
};
