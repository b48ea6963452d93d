import {
  START,
  StoreFailure,
  type Query,
  type ReadRange,
  type RecordedEvent,
} from '@largesse/core';
import type { Followed } from '@largesse/store-kit';
import { either as E } from 'fp-ts';
import type { Ask, Asking } from '../asking.js';
import type { Changes } from '../changes.js';
import { refresh, type Log } from './log.js';
import { select } from './select.js';

/** How many events a read hands out at a time, at most. */
const PAGE = 1_000;

/** The matching events of a range, page by page; others have their turn between two pages. */
export async function* readLog(
  log: Log,
  ask: Ask,
  query: Query,
  { after = START, upTo = Infinity }: ReadRange,
): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
  const read = async <A>(question: () => A): Promise<A> => {
    const result = await ask(question)();
    if (E.isLeft(result)) throw new StoreFailure(result.left.message);
    return result.right;
  };
  const next = await read(() => {
    const end = Math.min(upTo, refresh(log));
    return end > after ? select(log, query, after, end, PAGE) : () => [];
  });
  for (;;) {
    const events = await read(next);
    if (events.length === 0) return;
    yield events;
    // Whoever reads a long log lets others have their turn.
    await new Promise(setImmediate);
  }
}

/** Lets a query be followed. */
export const followedLog = (
  log: Log,
  asking: Asking,
  changes: Changes,
  isClosed: () => boolean,
): ((query: Query) => Followed) => {
  const { wait, stopWaiting } = changes;
  return (query) => ({
    next: (after) =>
      asking.patiently(() => {
        const head = refresh(log);
        if (head <= after) return after;
        const events = select(log, query, after, head, PAGE)();
        return events.length > 0 ? events : head;
      }),
    isClosed,
    wait,
    stopWaiting,
  });
};
