import { matches, type EventStore } from '@largesse/core';
import { either as E } from 'fp-ts';
import { changed, faulty, turn, type FaultyStore } from './faulty-store.js';

const LONG_STRETCH =
  'a follower comes to what matches after a long stretch that does not, whether it waits or not';

/** Of whose followers some never hear of the end, by the milliseconds for which they had waited for it. */
const sleepingAtTheEnd = (sleeps: (waited: number) => boolean): EventStore =>
  faulty((right) => ({
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => {
        const iterator = right.follow(query, after)[Symbol.asyncIterator]();
        const next = async () => {
          const start = performance.now();
          const result = await iterator.next();
          const asleep = result.done === true && sleeps(performance.now() - start);
          return asleep ? new Promise<typeof result>(() => undefined) : result;
        };
        return { next };
      },
    }),
  }));

/** Wrong about following. */
export const faultyFollows: readonly FaultyStore[] = [
  {
    fault: 'a follow loses what comes between the catch-up and the live events',
    open: () =>
      faulty((right) => ({
        follow: async function* (query, after) {
          yield* right.read(query, { after });
          await turn();
          const head = await right.head()();
          yield* right.follow(query, E.isRight(head) ? head.right : 0);
        },
      })),
    caughtBy: [
      'a follower gets what is there and then what comes, once and in order, while writers race',
    ],
  },
  {
    fault: 'a follow repeats what comes between the catch-up and the live events',
    open: () =>
      faulty((right) => ({
        follow: async function* (query, after) {
          const head = await right.head()();
          await turn();
          yield* right.read(query, { after });
          yield* right.follow(query, E.isRight(head) ? Math.max(after, head.right) : after);
        },
      })),
    caughtBy: [
      'a follower gets what is there and then what comes, once and in order, while writers race',
    ],
  },
  {
    fault: 'return() of a follow waits for the next event',
    open: () =>
      faulty(({ follow }) => ({ follow: (...asked) => changed(follow(...asked), (e) => e) })),
    caughtBy: ['return() ends a follower at once, also while it waits'],
  },
  {
    fault: 'close leaves followers waiting',
    open: () => sleepingAtTheEnd(() => true),
    caughtBy: ['close() ends every follower'],
  },
  {
    fault: 'close ends the followers that are reading, and leaves those that wait',
    open: () => sleepingAtTheEnd((waited) => waited > 50),
    caughtBy: ['close() ends every follower'],
  },
  {
    fault: 'an append waits until every follower has worked through what it got',
    open: () => {
      let busy = 0;
      return faulty(({ append, follow }) => ({
        append: (batch) => async () => {
          while (busy > 0) await turn();
          return append(batch)();
        },
        follow: async function* (query, after) {
          for await (const batch of follow(query, after)) {
            busy += 1;
            try {
              yield batch;
            } finally {
              busy -= 1;
            }
          }
        },
      }));
    },
    caughtBy: ['a slow follower gets everything and holds up nobody'],
  },
  {
    fault: 'a follower that waits is never woken',
    open: () =>
      faulty(({ read }) => ({
        follow: async function* (query, after) {
          yield* read(query, { after });
          await new Promise(() => undefined);
        },
      })),
    caughtBy: [
      'a follower that waits is woken by what matches, and only by that',
      'a follower gets what is there and then what comes, once and in order, while writers race',
    ],
  },
  {
    fault: 'a follow yields live events whether they match or not',
    open: () => faulty(({ follow }) => ({ follow: (_, after) => follow('all', after) })),
    caughtBy: ['a follower that waits is woken by what matches, and only by that'],
  },
  {
    fault: 'a follower that finds nothing in the first thousand events waits for what comes next',
    open: () =>
      faulty((right) => ({
        follow: async function* (query, after) {
          let last: number | undefined;
          for await (const batch of right.read(query, { after, upTo: after + 1_000 })) {
            yield batch;
            last = batch.at(-1)?.position;
          }
          const head = await right.head()();
          yield* right.follow(query, last ?? (E.isRight(head) ? head.right : after));
        },
      })),
    caughtBy: [LONG_STRETCH],
  },
  {
    fault: 'a follower that waits falls asleep when a thousand events came that do not match',
    open: () =>
      faulty(({ follow }) => ({
        follow: async function* (query, after) {
          let others = 0;
          let waits = false;
          for await (const batch of follow('all', after)) {
            const found = batch.filter((event) => matches(query, event));
            others = found.length > 0 ? 0 : others + batch.length;
            if (waits && others > 1_000) await new Promise(() => undefined);
            if (found.length === 0) continue;
            yield found;
            waits = true;
          }
        },
      })),
    caughtBy: [LONG_STRETCH],
  },
];
