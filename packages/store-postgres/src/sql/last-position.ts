/**
 * The position of the last event, 0 if there is none; of a table of events as SQL names it. Not `max(position)`: a plan for that,
 * made when the log was known to be empty, reads the index from end to end, and is kept when the log has grown to millions.
 */
export const lastPosition = (events: string): string =>
  `coalesce((SELECT position FROM ${events} ORDER BY position DESC LIMIT 1), 0)`;
