import type { Position, RecordedEvent } from '@largesse/core';

/** What a follower follows. */
export interface Followed {
  /** The next batch after a position, or how far it looked in vain. */
  readonly next: (after: Position) => readonly RecordedEvent[] | Position;
  readonly isClosed: () => boolean;
  /** Has a function called whenever there are new events, and when the log is closed. */
  readonly wait: (wake: () => void) => void;
  readonly stopWaiting: (wake: () => void) => void;
}

type Batches = AsyncIterator<readonly RecordedEvent[], undefined>;
type Result = IteratorResult<readonly RecordedEvent[], undefined>;

const END: Result = { done: true, value: undefined };

/**
 * Pulls from the log by position, so that nothing queues up for one who is slow. Written by hand
 * because a generator cannot be ended while it waits.
 */
export const follower = (
  { next, isClosed, wait, stopWaiting }: Followed,
  after: Position,
): Batches => {
  let position = after;
  let ended = false;
  const asked: ((result: Result) => void)[] = [];

  const pull = (): Result | undefined => {
    if (ended || isClosed()) return END;
    const batch = next(position);
    if (typeof batch === 'number') {
      position = batch;
      return undefined;
    }
    position = batch.at(-1)?.position ?? position;
    return { done: false, value: batch };
  };

  const wake = (): void => {
    for (let answer = asked[0]; answer !== undefined; answer = asked[0]) {
      const result = pull();
      if (result === undefined) return;
      asked.shift();
      answer(result);
    }
    stopWaiting(wake);
  };

  return {
    next: () =>
      new Promise((resolve) => {
        asked.push(resolve);
        wait(wake);
        wake();
      }),
    return: () => {
      ended = true;
      wake();
      return Promise.resolve(END);
    },
  };
};
