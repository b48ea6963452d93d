import type { AppendError, Batch, EventStore, RecordedEvent } from '@largesse/core';
import type { Breakable } from '../../src/conformance/contract-check.js';
import { createMemoryStore } from '@largesse/store-memory';
import { either as E, nonEmptyArray as NEA, option as O, taskEither as TE } from 'fp-ts';

/** A store that is wrong on purpose, and the checks of which each must find it out. */
export interface FaultyStore {
  readonly fault: string;
  readonly open: () => EventStore;
  /** Another handle on the log, where the fault is between handles. */
  readonly another?: (store: EventStore) => EventStore;
  /** The store with a connection that breaks, where the fault shows only then. */
  readonly breakable?: () => Breakable;
  readonly caughtBy: readonly string[];
}

/** The answer to an append that lost. */
export const CONFLICT = E.left<AppendError>({ code: 'condition_failed' });

/** One turn of the event loop: where another client gets in between. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A right store with one part replaced by a wrong one. */
export const faulty = (wrong: (right: EventStore) => Partial<EventStore>): EventStore => {
  const right = createMemoryStore();
  return { ...right, ...wrong(right) };
};

/** Whether a condition of a batch fails, found out by a read and so, perhaps, out of date. */
export const readsConflict = async (store: EventStore, batch: Batch): Promise<boolean> => {
  for (const { failIfEventsMatch, after } of batch.conditions) {
    for await (const _ of store.read(failIfEventsMatch, { after })) return true;
  }
  return false;
};

type Batches = AsyncIterable<readonly RecordedEvent[]>;

/** A read or follow whose batches are changed on the way out; what becomes empty is dropped. */
export const changed = (
  batches: Batches,
  change: (events: readonly RecordedEvent[]) => readonly RecordedEvent[],
): Batches => ({
  [Symbol.asyncIterator]: async function* () {
    for await (const batch of batches) {
      const events = change(batch);
      if (events.length > 0) yield events;
    }
  },
});

/** A store that hands out its events changed, by every way out. */
export const changing = (change: (event: RecordedEvent) => RecordedEvent): EventStore =>
  faulty((right) => ({
    append: (batch) =>
      TE.map(
        ({
          events,
          repeated,
        }: {
          events: NEA.NonEmptyArray<RecordedEvent>;
          repeated: boolean;
        }) => ({
          events: NEA.map(change)(events),
          repeated,
        }),
      )(right.append(batch)),
    lookup: (key) => TE.map(O.map(NEA.map(change)))(right.lookup(key)),
    read: (query, range) => changed(right.read(query, range), (events) => events.map(change)),
    follow: (query, after) => changed(right.follow(query, after), (events) => events.map(change)),
  }));

/** A store in which some of an append's events can be seen only some turns after the others. */
export const revealingLate = (
  isLate: (event: RecordedEvent, appends: number) => boolean,
): EventStore =>
  faulty((right) => {
    const hidden = new Set<number>();
    let appends = 0;
    const visible = (events: readonly RecordedEvent[]) =>
      events.filter(({ position }) => !hidden.has(position));
    return {
      append: (batch) => async () => {
        appends += 1;
        const result = await right.append(batch)();
        if (E.isLeft(result)) return result;
        const late = result.right.events.filter((event) => isLate(event, appends));
        for (const { position } of late) hidden.add(position);
        if (late.length > 0) await turn().then(turn).then(turn);
        for (const { position } of late) hidden.delete(position);
        return result;
      },
      read: (query, range) => changed(right.read(query, range), visible),
    };
  });

type Lost = Parameters<Breakable['loseNext']>[0];

/** A store that loses the next append when it is told to, and what it then says to the caller. */
export const losing = (
  said: (lost: Lost) => AppendError | 'appended',
  right: EventStore = createMemoryStore(),
): Breakable => {
  let next: Lost | undefined;
  const append = async (batch: Batch) => {
    const lost = next;
    next = undefined;
    if (lost === undefined) return right.append(batch)();
    // What is made up is recorded nowhere: in another store.
    const result = await (lost === 'answer' ? right : createMemoryStore()).append(batch)();
    const answer = said(lost);
    return answer === 'appended' ? result : E.left(answer);
  };
  return {
    store: { ...right, append: (batch) => () => append(batch) },
    loseNext: (lost) => {
      next = lost;
    },
  };
};
