import {
  matches,
  StoreFailure,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
} from '@largesse/core';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';

const CLOSED = { code: 'store_unavailable', message: 'The store is closed' } as const;
const END = { done: true, value: undefined } as const;

/** The simplest right adapter: a list, and a walk through all of it for every question. */
export const createArrayStore = (): EventStore => {
  const log: RecordedEvent[] = [];
  const sleepers = new Set<() => void>();
  let closed = false;

  const find = (key: string) => NEA.fromArray(log.filter(({ batch }) => batch.key === key));
  const wakeAll = () => {
    for (const wake of sleepers) wake();
    sleepers.clear();
  };

  return {
    append: (batch) => async () => {
      if (closed) return E.left(CLOSED);
      // The key first: a repeat is answered even if its own events now break its conditions.
      const known = find(batch.key);
      if (O.isSome(known)) {
        return known.value[0].batch.fingerprint === batch.fingerprint
          ? E.right({ events: known.value, repeated: true })
          : E.left({ code: 'key_reused' });
      }
      const fails = batch.conditions.some(({ failIfEventsMatch, after }) =>
        log.some((event) => event.position > after && matches(failIfEventsMatch, event)),
      );
      if (fails) return E.left({ code: 'condition_failed' });
      for (const { tags } of batch.events) {
        const kinds = tags.map((tag) => tag.slice(0, tag.indexOf(':')));
        if (kinds.includes('') || new Set(kinds).size < kinds.length) {
          throw new TypeError(`Tags are kind:id, one of each kind: ${tags.join(', ')}`);
        }
      }
      // No `await` from the first look to the last push: here that makes the append atomic.
      const { key, fingerprint } = batch;
      const size = batch.events.length;
      const events = NEA.mapWithIndex((index, event: NewEvent) =>
        frozen({
          ...structuredClone(event),
          position: log.length + index + 1,
          batch: { key, fingerprint, index, size },
        }),
      )(batch.events);
      log.push(...events);
      wakeAll();
      return E.right({ events, repeated: false });
    },
    lookup: (key) => async () => (closed ? E.left(CLOSED) : E.right(find(key))),
    head: () => async () => (closed ? E.left(CLOSED) : E.right(log.length)),
    read: async function* (query, { after = 0, upTo = Infinity } = {}) {
      if (closed) throw new StoreFailure(CLOSED.message);
      const events = log.filter(
        (event) => event.position > after && event.position <= upTo && matches(query, event),
      );
      if (events.length > 0) yield events;
    },
    follow: (query, after) => ({
      [Symbol.asyncIterator]: () => {
        let position = after;
        let ended = false;
        let wake = (): void => undefined;
        return {
          next: async () => {
            while (!ended && !closed) {
              const events = log.filter((e) => e.position > position && matches(query, e));
              position = Math.max(position, log.length);
              if (events.length > 0) return { done: false, value: events };
              await new Promise<void>((resolve) => {
                wake = resolve;
                sleepers.add(wake);
              });
            }
            return END;
          },
          // Not a generator: one that waits cannot be ended from outside.
          return: async () => {
            ended = true;
            wake();
            return END;
          },
        };
      },
    }),
    durability: () => ({
      survivesProcessEnd: false,
      survivesPowerLoss: false,
      survivesMachineLoss: false,
      notes: ['Events are kept in a list in memory and are gone when the process ends.'],
    }),
    close: async () => {
      closed = true;
      wakeAll();
    },
  };
};

/** A value that nobody can change any more, inside neither. */
const frozen = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
};
