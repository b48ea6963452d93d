import type { EventStore, Snapshot, SnapshotStore } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { either as E, option as O } from 'fp-ts';
import { faulty, turn, type FaultyStore } from './faulty-store.js';

/** A right store but for its snapshots, which are made of the right ones. */
const keeping = (wrong: (right: SnapshotStore) => Partial<SnapshotStore>): EventStore =>
  faulty(({ snapshots }) =>
    snapshots === undefined ? {} : { snapshots: { ...snapshots, ...wrong(snapshots) } },
  );

/** A store that keeps snapshots under ids that it changed first. */
const under = (change: (id: string) => string): EventStore =>
  keeping((right) => ({
    load: (id) => right.load(change(id)),
    save: (id, snapshot) => right.save(change(id), snapshot),
  }));

/** A store that changes each snapshot before it keeps it. */
const saving = (change: (snapshot: Snapshot) => Snapshot): EventStore =>
  keeping((right) => ({ save: (id, snapshot) => right.save(id, change(snapshot)) }));

const ODD_IDS = ['snapshots under odd ids are kept apart'];
const AS_SAVED = ['a snapshot is loaded as it was saved, on every handle'];

/** Wrong about snapshots. */
export const faultySnapshots: readonly FaultyStore[] = [
  {
    fault: 'no snapshot is kept, though each save says so',
    open: () => keeping(() => ({ save: () => () => Promise.resolve(E.right(undefined)) })),
    caughtBy: [...AS_SAVED, 'of snapshots saved at once one is kept, whole'],
  },
  {
    fault: 'positions of snapshots are kept in 32 bits',
    open: () => saving((snapshot) => ({ ...snapshot, position: snapshot.position | 0 })),
    caughtBy: AS_SAVED,
  },
  {
    fault: 'each handle keeps its snapshots to itself',
    open: () => faulty(() => ({})),
    another: (store) => {
      const { snapshots } = createMemoryStore();
      return { ...store, close: () => Promise.resolve(), ...(snapshots && { snapshots }) };
    },
    caughtBy: AS_SAVED,
  },
  {
    fault: 'only the snapshot with the highest position stays',
    open: () =>
      keeping((right) => ({
        save: (id, snapshot) => async () => {
          const kept = await right.load(id)();
          const newer =
            E.isRight(kept) &&
            O.isSome(kept.right) &&
            kept.right.value.position > snapshot.position;
          return newer ? E.right(undefined) : right.save(id, snapshot)();
        },
      })),
    caughtBy: ['a later snapshot takes the place of an earlier one'],
  },
  {
    fault: 'ids of snapshots end at a NUL',
    open: () => under((id) => id.replace(/\0.*$/s, '')),
    caughtBy: ODD_IDS,
  },
  {
    fault: 'ids of snapshots go through UTF-8, where lone surrogates are all the same',
    open: () => under((id) => Buffer.from(id).toString()),
    caughtBy: ODD_IDS,
  },
  {
    fault: 'ids of snapshots become names of files',
    open: () => under((id) => id.replace(/[^\w-]/g, '_')),
    caughtBy: ODD_IDS,
  },
  {
    fault: 'a snapshot is cut at 64 KiB',
    open: () => saving((snapshot) => ({ ...snapshot, state: snapshot.state.slice(0, 65_536) })),
    caughtBy: ['a snapshot of a large state comes back whole'],
  },
  {
    fault: 'a snapshot is saved in two steps, between which others get',
    open: () => {
      const schemas = new Map<string, string>();
      const schemaOf = (id: string, kept: Snapshot): Snapshot => ({
        ...kept,
        schema: schemas.get(id) ?? kept.schema,
      });
      return keeping((right) => ({
        load: (id) => async () =>
          E.map(O.map((kept: Snapshot) => schemaOf(id, kept)))(await right.load(id)()),
        save: (id, snapshot) => async () => {
          const first = snapshot.position % 2 === 0;
          if (first) schemas.set(id, snapshot.schema);
          const saved = await right.save(id, snapshot)();
          await turn();
          if (!first) schemas.set(id, snapshot.schema);
          if (first) await right.save(id, snapshot)();
          return saved;
        },
      }));
    },
    caughtBy: ['of snapshots saved at once one is kept, whole'],
  },
  {
    fault: 'the snapshots of a closed store go on',
    open: () => {
      const { snapshots } = createMemoryStore();
      return faulty(() => ({ ...(snapshots && { snapshots }) }));
    },
    caughtBy: ['a closed store neither saves nor loads snapshots'],
  },
  {
    fault: 'no snapshot is there when the log is opened again',
    open: () => faulty(() => ({})),
    caughtBy: ['snapshots are there when the log is opened again'],
  },
];
