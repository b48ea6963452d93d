import { messageOf, StoreFailure, type Position, type RecordedEvent } from '@largesse/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoff } from './backoff.js';

/** What a follower follows. */
export interface Followed {
  /**
   * Reads the next batch after a position. If nothing matches up to the head, that head, and the follower waits: what
   * it returns is never less than the head at which it looked. Rejects if the store fails.
   */
  readonly next: (after: Position) => Promise<readonly RecordedEvent[] | Position>;
  readonly isClosed: () => boolean;
  /** Has a function called whenever there may be new events, and when the store is closed. */
  readonly wait: (wake: () => void) => void;
  readonly stopWaiting: (wake: () => void) => void;
  /** For how many milliseconds a store that fails is asked again before the follower fails. 60,000 if absent. */
  readonly patience?: number;
}

type Batches = AsyncIterator<readonly RecordedEvent[], undefined>;
type Result = IteratorResult<readonly RecordedEvent[], undefined>;

const END: Result = { done: true, value: undefined };

/**
 * Pulls from a log by position: a notification is no more than a reason to read again, so none can
 * be lost, and nothing queues up for one who is slow. Written by hand because a generator
 * cannot be ended while it waits.
 */
export const follower = (followed: Followed, after: Position): Batches => {
  const { next, isClosed, wait, stopWaiting, patience = 60_000 } = followed;
  const gone = new AbortController();
  let position = after;
  let woken = false;
  let wakeUp: (() => void) | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const asked = new Set<(result: Result) => void>();

  const wake = (): void => {
    woken = true;
    wakeUp?.();
  };
  const ended = (): boolean => gone.signal.aborted || isClosed();

  const end = (): Result => {
    stopWaiting(wake);
    return END;
  };

  const readPatiently = async (): Promise<readonly RecordedEvent[] | Position> => {
    const pauses = backoff();
    const giveUp = performance.now() + patience;
    for (;;) {
      try {
        return await next(position);
      } catch (thrown) {
        if (ended()) return position;
        if (performance.now() >= giveUp) {
          stopWaiting(wake);
          throw asFailure(thrown);
        }
        await sleep(pauses.next(), undefined, { signal: gone.signal }).catch(() => undefined);
      }
    }
  };

  const pull = async (): Promise<Result> => {
    // A closed store has nothing left to wait with.
    if (!ended()) wait(wake);
    while (!ended()) {
      woken = false;
      const batch = await readPatiently();
      if (ended()) break;
      if (typeof batch !== 'number') {
        position = batch.at(-1)?.position ?? position;
        return { done: false, value: batch };
      }
      position = Math.max(position, batch);
      await new Promise<void>((resolve) => {
        wakeUp = resolve;
        // What came while we read called `wake` too early to be heard.
        if (woken || ended()) resolve();
      });
    }
    return end();
  };

  /** The answer of a pull, or the end as soon as `return` is called, even while the store is asked. */
  const unlessEnded = (pulled: Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      asked.add(resolve);
      pulled.then(resolve, reject).finally(() => asked.delete(resolve));
    });

  return {
    next: () => {
      // Asked ahead, answers come in order: each pull begins when the one before has ended.
      const pulled = last.then(pull, pull);
      last = pulled;
      return unlessEnded(pulled);
    },
    return: () => {
      gone.abort();
      wake();
      for (const answer of asked) answer(END);
      return Promise.resolve(end());
    },
  };
};

const asFailure = (thrown: unknown): StoreFailure =>
  thrown instanceof StoreFailure
    ? thrown
    : new StoreFailure(messageOf(thrown), {
        cause: thrown,
      });
