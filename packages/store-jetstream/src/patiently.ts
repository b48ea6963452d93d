import { backoff } from '@largesse/store-kit';
import { setTimeout as sleep } from 'node:timers/promises';

/** What trying again does not mend. */
export class Hopeless extends Error {
  override readonly name: string = 'Hopeless';
}

/**
 * Does something again, with growing pauses, until it succeeds, is hopeless, or this many milliseconds are over:
 * a cluster that elects a leader answers nobody for a while.
 */
export const patiently = async <A>(milliseconds: number, work: () => Promise<A>): Promise<A> => {
  const giveUp = performance.now() + milliseconds;
  const pauses = backoff(20, 1_000);
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof Hopeless || performance.now() >= giveUp) throw thrown;
      await sleep(pauses.next());
    }
  }
};
