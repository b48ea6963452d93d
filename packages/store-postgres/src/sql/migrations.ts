import { append } from './append.js';
import { common } from './common.js';
import { fails } from './fails.js';
import { readAll, readKeys, readLanes } from './reads.js';
import { saveSnapshot } from './snapshots.js';
import { tables } from './tables.js';

/**
 * What brings a schema from each version to the next: the first element makes version 1 of an empty
 * one. What was once released is never changed, only followed by another. Each is given the quoted name of the schema, in
 * which it runs.
 */
export const migrations: readonly ((schema: string) => string)[] = [
  (schema) =>
    [
      tables,
      common(schema),
      fails(schema),
      append(schema),
      readAll(schema),
      readLanes(schema),
      readKeys(schema),
      saveSnapshot(schema),
    ].join('\n'),
];
