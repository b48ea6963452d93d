import type { Snapshot, SnapshotStore, StoreUnavailable } from '@largesse/core';
import { option as O, type either as E } from 'fp-ts';
import type { Database } from './database.js';
import { indexKey } from './stored/index-key.js';

/** Snapshots in a table beside the log, over the connections for reads: a save never waits before a command. */
export const snapshotsIn = (
  database: Database,
  schema: string,
  asked: <A>(answer: () => Promise<A>) => Promise<E.Either<StoreUnavailable, A>>,
): SnapshotStore => ({
  load: (id) => () =>
    asked(async () => {
      const text = `SELECT schema, position::float8, state FROM ${schema}.snapshots WHERE id = $1`;
      const values = [indexKey(id)];
      const [row] = await database.read({ name: 'largesse load', text, values });
      return row === undefined ? O.none : O.some(snapshotOf(row));
    }),
  save:
    (id, { schema: madeBy, position, state }) =>
    () =>
      asked(async () => {
        const text = `SELECT ${schema}.save_snapshot($1, $2, $3, $4)`;
        const values = [indexKey(id), madeBy, position, state];
        await database.read({ name: 'largesse save', text, values });
      }),
});

const snapshotOf = ([schema, position, state]: readonly unknown[]): Snapshot => ({
  schema: String(schema),
  position: Number(position),
  state: String(state),
});
