import type { Json, RecordedEvent } from '@largesse/core';
import { changing, faulty, turn, type FaultyStore } from './faulty-store.js';

/** Wrong about the events themselves. */
export const faultyRecords: readonly FaultyStore[] = [
  {
    fault: 'the events that the store keeps are handed out to be changed',
    open: () => {
      const kept = new Map<number, RecordedEvent>();
      return changing((event) => {
        const known = kept.get(event.position) ?? structuredClone(event);
        kept.set(event.position, known);
        return known;
      });
    },
    caughtBy: ['what was recorded does not change when what went in or came out is changed'],
  },
  {
    fault: 'an append waits its turn with what it was given, which its owner may change',
    open: () =>
      faulty((right) => ({
        append: (batch) => async () => {
          await turn();
          return right.append(batch)();
        },
      })),
    caughtBy: ['what is changed while an append is under way does not change what is recorded'],
  },
  {
    fault: 'data is copied by assignment, so that __proto__ is lost',
    open: () =>
      changing((event) => {
        const data: Record<string, Json> = {};
        if (typeof event.data !== 'object' || event.data === null || Array.isArray(event.data)) {
          return event;
        }
        for (const [name, value] of Object.entries(event.data)) data[name] = value;
        return { ...event, data };
      }),
    caughtBy: ['data comes back exactly as it went in'],
  },
  {
    fault: 'every event is stamped as the first of its batch',
    open: () => changing((event) => ({ ...event, batch: { ...event.batch, index: 0 } })),
    caughtBy: ['a batch is recorded whole, in its order, each event with its stamp'],
  },
  {
    fault: 'a closed store goes on',
    open: () => faulty(() => ({ close: () => Promise.resolve() })),
    caughtBy: ['a closed store answers store_unavailable, and its reads fail'],
  },
  {
    fault: 'an append under way at close never comes to an outcome',
    open: () => {
      let closed = false;
      return faulty((right) => ({
        append: (batch) => async () => {
          await turn();
          return closed ? new Promise(() => undefined) : right.append(batch)();
        },
        close: () => {
          closed = true;
          return right.close();
        },
      }));
    },
    caughtBy: ['close lets appends under way come to an outcome'],
  },
  {
    fault: 'durability says nothing to the operator',
    open: () =>
      faulty(({ durability }) => ({ durability: () => ({ ...durability(), notes: [] }) })),
    caughtBy: ['durability says in sentences what the store survives'],
  },
  {
    fault: 'nothing is there when the log is opened again',
    open: () => faulty(() => ({})),
    caughtBy: ['what was acknowledged is there when the log is opened again, keys and all'],
  },
];
