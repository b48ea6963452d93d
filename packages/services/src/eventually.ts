import { setTimeout } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer that is not undefined, and gives it. What `attempt`
 * throws counts as no answer yet. After `timeoutMs` it rejects with what `complaint` says and with
 * the last error as its cause.
 */
export const eventually = async <T>(
  attempt: () => Promise<T | undefined>,
  timeoutMs: number,
  complaint: () => string,
  pauseMs = 25,
): Promise<T> => {
  const end = performance.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const answer = await attempt();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof GaveUp) throw error;
      cause = error;
    }
    await setTimeout(pauseMs);
  } while (performance.now() < end);
  throw new GaveUp(complaint(), { cause });
};

/** There will be no answer: thrown by `eventually` at the end of its time, or by an attempt before. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}
