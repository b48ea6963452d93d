import { refresh, type Log } from './log.js';
import { SQL } from './statements.js';

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
    const part = [recent.indexed, upTo] as const;
    connection.run(SQL.indexTags, ...part);
    connection.run(SQL.indexTypes, ...part);
    connection.run(SQL.indexKeys, ...part);
    connection.run(SQL.setIndexed, upTo);
    return upTo;
  });
  recent.indexedUpTo(head);
};
