import { toStoredText } from '@largesse/store-kit';
import type { Connection } from '../driver/connection.js';
import type { ListedEvent } from '../lists/event-lists.js';
import { refresh, type Log } from '../read/log.js';
import { laneRows } from '../lists/lane-rows.js';
import { SQL } from '../statements.js';

/** How many events are found in memory, unless told otherwise, before they are added to the index. */
export const INDEX_EVERY = 4_096;

/**
 * Adds all events to the index of the file that it does not have, in the index's own order: a page of it is
 * written once for many events. That is most of the work of an append, and no append waits for it.
 */
export const catchUpIndex = (log: Log): void => {
  const { connection, recent } = log;
  const head = connection.transaction(() => {
    const upTo = refresh(log);
    for (const [type, lists] of recent.lists.all()) indexLists(connection, type, lists);
    connection.run(SQL.indexKeys, recent.indexed, upTo);
    connection.run(SQL.setIndexed, upTo);
    return upTo;
  });
  recent.indexedUpTo(head);
};

/** Adds the lists of a type by tag, as `RecentEvents` has them. Their events stand behind all that the index has. */
export const indexLists = (
  connection: Connection,
  type: string,
  lists: ReadonlyMap<string, readonly ListedEvent[]>,
): void => {
  const stored = toStoredText(type);
  for (const { lasts, runs } of laneRows(lists)) {
    connection.run(SQL.indexLanes, stored, lasts);
    connection.run(SQL.indexRuns, stored, runs);
  }
};
