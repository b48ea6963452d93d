import type { EventStore } from '@largesse/core';
import { either as E } from 'fp-ts';
import { faulty, type FaultyStore } from './faulty-store.js';

const COUNTS =
  'size counts the events that are there, on every handle, as soon as an append is acknowledged';

const telling = (events: number) => () => () =>
  Promise.resolve(E.right({ events, bytes: undefined, copies: [] }));

/** A store that says it has as many events as it counted, by what appends came to. */
const counting = (count: (appended: number, repeated: boolean) => number) => {
  let events = 0;
  return (right: EventStore): Partial<EventStore> => ({
    append: (batch) => async () => {
      const result = await right.append(batch)();
      events += E.isRight(result)
        ? count(result.right.events.length, result.right.repeated)
        : count(0, false);
      return result;
    },
    size: () => telling(events)(),
  });
};

/** Wrong about how much there is. */
export const faultySizes: readonly FaultyStore[] = [
  {
    fault: 'size is that of the moment at which the log was opened',
    open: () => faulty(() => ({ size: telling(0) })),
    caughtBy: [COUNTS],
  },
  {
    fault: 'size counts batches',
    open: () => faulty(counting((appended, repeated) => (appended > 0 && !repeated ? 1 : 0))),
    caughtBy: [COUNTS],
  },
  {
    fault: 'size counts repeats',
    open: () => faulty(counting((appended) => appended)),
    caughtBy: [COUNTS],
  },
  {
    fault: 'size counts the position that a refused append drew',
    open: () =>
      faulty(counting((appended, repeated) => (appended === 0 ? 1 : repeated ? 0 : appended))),
    caughtBy: [COUNTS],
  },
  {
    fault: 'size counts what its own handle appended',
    open: () => faulty(() => ({})),
    another: (store) => ({
      ...store,
      ...counting((appended, repeated) => (repeated ? 0 : appended))(store),
      close: () => Promise.resolve(),
    }),
    caughtBy: [COUNTS],
  },
  {
    fault: 'the size of a closed store is told from what is left of it',
    open: () => faulty(() => ({ size: telling(0) })),
    caughtBy: ['a closed store does not tell its size'],
  },
];
