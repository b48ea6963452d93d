import { append } from './append.js';
import { common } from './common.js';
import { fails } from './fails.js';
import { holds } from './holds.js';
import { readAll, readKeys, readLanes } from './reads.js';
import { saveSnapshot } from './snapshots.js';

const FUNCTIONS = {
  common,
  fails,
  holds,
  append,
  read_all: readAll,
  read_lanes: readLanes,
  read_keys: readKeys,
  save_snapshot: saveSnapshot,
};

/**
 * Makes all functions of the newest version, in the place of those of any version before. Code of a version
 * before that still runs does not find its own `append` any more: it is refused, and has written nothing.
 */
export const functions = (schema: string): string => {
  const names = Object.keys(FUNCTIONS).map((name) => `${schema}.${name}`);
  const made = Object.values(FUNCTIONS).map((make) => make(schema));
  return [`DROP FUNCTION IF EXISTS ${names.join()};`, ...made].join('\n');
};
