import { matches } from '@largesse/core';
import { changed, faulty, type FaultyStore } from './faulty-store.js';

/** Wrong about reading. */
export const faultyReads: readonly FaultyStore[] = [
  {
    fault: 'a read ignores upTo',
    open: () =>
      faulty(({ read }) => ({ read: (query, { after = 0 } = {}) => read(query, { after }) })),
    caughtBy: [
      'a read yields exactly what a filter over the whole log does, for every query and range',
    ],
  },
  {
    fault: 'a read ignores after',
    open: () =>
      faulty(({ read }) => ({
        read: (query, { upTo = Infinity } = {}) => read(query, { upTo }),
      })),
    caughtBy: [
      'a read yields exactly what a filter over the whole log does, for every query and range',
      'a reader that goes on from its last position while writers race misses nothing',
    ],
  },
  {
    fault: 'of several tags one is enough',
    open: () =>
      faulty(({ read }) => ({
        read: (query, range) =>
          changed(read('all', range), (events) =>
            events.filter((event) =>
              query === 'all'
                ? true
                : query.items.some(({ types, tags = [] }) =>
                    tags.length === 0
                      ? matches({ items: [{ ...(types && { types }) }] }, event)
                      : tags.some((tag) =>
                          matches({ items: [{ ...(types && { types }), tags: [tag] }] }, event),
                        ),
                  ),
            ),
          ),
      })),
    caughtBy: [
      'a read yields exactly what a filter over the whole log does, for every query and range',
    ],
  },
  {
    fault: 'an event that two items match is read twice',
    open: () =>
      faulty(({ read }) => ({
        read: (query, range) =>
          changed(read(query, range), (events) =>
            events.flatMap((event) =>
              query === 'all'
                ? [event]
                : query.items.filter((item) => matches({ items: [item] }, event)).map(() => event),
            ),
          ),
      })),
    caughtBy: [
      'a read yields exactly what a filter over the whole log does, for every query and range',
    ],
  },
  {
    fault: 'a read ends after its first thousand events',
    open: () =>
      faulty(({ read }) => ({
        read: async function* (query, range) {
          for await (const batch of read(query, range)) {
            yield batch;
            return;
          }
        },
      })),
    caughtBy: ['a long read comes in order, in batches that are never empty'],
  },
  {
    fault: 'a read yields an empty batch when nothing matches',
    open: () =>
      faulty(({ read }) => ({
        read: async function* (query, range) {
          yield* read(query, range);
          yield [];
        },
      })),
    caughtBy: ['the head of an empty log is 0, and nothing is read of it'],
  },
  {
    fault: 'a read goes on to what is appended while it runs, without end',
    open: () =>
      faulty(({ read }) => ({
        read: async function* (query, range) {
          for (let after = range?.after ?? 0, more = true; more;) {
            more = false;
            for await (const batch of read(query, { ...range, after })) {
              more = true;
              after = batch.at(-1)?.position ?? after;
              yield batch;
            }
          }
        },
      })),
    caughtBy: ['a read ends, with all that was there when it began, though appends go on'],
  },
];
