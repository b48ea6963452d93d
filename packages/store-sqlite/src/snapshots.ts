import type { SnapshotStore } from '@largesse/core';
import { fromStoredText, toStoredText } from '@largesse/store-kit';
import { option as O } from 'fp-ts';
import type { Ask } from './asking.js';
import { SQL } from './statements.js';

/**
 * Snapshots in a table of the file. They are written through a connection that does not wait for the
 * disk: a loss of power may cost the last ones, which are then made anew, and no command waits for them.
 */
export const sqliteSnapshots = (reading: Ask, saving: Ask): SnapshotStore => ({
  load: (id) =>
    reading((connection) => {
      const row = connection.get(SQL.loadSnapshot, toStoredText(id));
      if (row === undefined) return O.none;
      const { schema, position, state } = row;
      return O.some({
        schema: fromStoredText(String(schema)),
        position: Number(position),
        state: fromStoredText(String(state)),
      });
    }),
  save: (id, { schema, position, state }) =>
    saving((connection) => {
      const texts = [toStoredText(schema), position, toStoredText(state)] as const;
      connection.run(SQL.saveSnapshot, toStoredText(id), ...texts);
    }),
});
