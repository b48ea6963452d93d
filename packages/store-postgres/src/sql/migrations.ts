import { sharedLanes, tables } from './tables.js';

/** Version 3: only functions are others. */
const noTable = '';

/**
 * What brings the tables from each version to the next: the first element makes version 1 of an empty
 * schema. What was once released is never changed, only followed by another. Each runs in the schema. The
 * functions, which hold nothing, are made anew after them.
 */
export const migrations: readonly string[] = [tables, sharedLanes, noTable];
