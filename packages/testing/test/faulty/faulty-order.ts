import { START, type Position } from '@largesse/core';
import { either as E, option as O } from 'fp-ts';
import { changed, faulty, revealingLate, turn, type FaultyStore } from './faulty-store.js';

/** Wrong about what can be seen when. */
export const faultyOrder: readonly FaultyStore[] = [
  {
    fault: 'a position appears after a higher one could be read',
    open: () => revealingLate((_, appends) => appends % 5 === 0),
    caughtBy: [
      'a reader that goes on from its last position while writers race misses nothing',
      'what a read up to the head shows stays as it is',
    ],
  },
  {
    fault: 'half a batch can be read before the rest',
    open: () => revealingLate(({ batch }) => batch.index >= 2),
    caughtBy: ['no reader sees half a batch while writers race'],
  },
  {
    fault: 'an append is acknowledged before it can be read',
    open: () =>
      faulty((right) => {
        const late = new Set<number>();
        return {
          append: (batch) => async () => {
            const result = await right.append(batch)();
            if (E.isLeft(result)) return result;
            for (const { position } of result.right.events) {
              late.add(position);
              void turn().then(() => late.delete(position));
            }
            return result;
          },
          read: (query, range) =>
            changed(right.read(query, range), (events) => {
              const first = events.findIndex(({ position }) => late.has(position));
              return first < 0 ? events : events.slice(0, first);
            }),
        };
      }),
    caughtBy: ['what an append acknowledged is read at once, on every handle'],
  },
  {
    fault: 'the head is that of the last event that this handle has read',
    open: () =>
      faulty((right) => {
        let last = START;
        return {
          head: () => async () => E.right(last),
          read: (query, range) =>
            changed(right.read(query, range), (events) => {
              last = Math.max(last, ...events.map(({ position }) => position));
              return events;
            }),
        };
      }),
    caughtBy: ['what an append acknowledged is read at once, on every handle'],
  },
  {
    fault: 'only keys that this handle has read are looked up',
    open: () =>
      faulty((right) => {
        const read = new Set<string>();
        return {
          lookup: (key) => async () => (read.has(key) ? right.lookup(key)() : E.right(O.none)),
          read: (query, range) =>
            changed(right.read(query, range), (events) => {
              for (const { batch } of events) read.add(batch.key);
              return events;
            }),
        };
      }),
    caughtBy: ['what an append acknowledged is read at once, on every handle'],
  },
  {
    fault:
      'who reads while the head is being asked for gets that answer, of before the last append',
    open: () =>
      faulty((right) => {
        let asked: Promise<Position> | undefined;
        const ask = async (): Promise<Position> => {
          const head = await right.head()();
          await turn();
          asked = undefined;
          return E.isRight(head) ? head.right : START;
        };
        return {
          read: async function* (query, range) {
            const upTo = await (asked ??= ask());
            yield* right.read(query, { upTo, ...range });
          },
        };
      }),
    caughtBy: ['what an append acknowledged is read at once, also while others append and read'],
  },
];
