import { toStoredText } from '@largesse/store-kit';
import type { ListedEvent } from './event-lists.js';

/** How many positions one row has, at most: some 600 bytes. A row of more than 1,000 would take a page of its own. */
const POSITIONS = 64;

/** How many rows one statement writes, at most: what the index does not have may be one batch of any length. */
const ROWS = 4_096;

/** Rows of the index for lanes of one type, as texts of JSON objects by tag. One may have a tag several times. */
export interface LaneRows {
  /** For `SQL.indexLanes`: the last position of each row. */
  readonly lasts: string;
  /** For `SQL.indexRuns`: the positions of each row that has several. */
  readonly runs: string;
}

/** The rows of the index for lists by tag of one type, in the index's own order, so many at a time. */
export function* laneRows(lists: ReadonlyMap<string, readonly ListedEvent[]>): Generator<LaneRows> {
  let lasts: string[] = [];
  let runs: string[] = [];
  const taken = (): LaneRows => {
    const made = { lasts: `{${lasts.join()}}`, runs: `{${runs.join()}}` };
    [lasts, runs] = [[], []];
    return made;
  };
  // By UTF-16, and the index by UTF-8: that is mostly one order, and another is slower but right.
  for (const tag of [...lists.keys()].sort()) {
    const name = JSON.stringify(toStoredText(tag));
    const positions = lists.get(tag)?.map(({ position }) => position) ?? [];
    for (let i = 0; i < positions.length; i += POSITIONS) {
      const row = positions.slice(i, i + POSITIONS);
      lasts.push(`${name}:${String(row.at(-1))}`);
      if (row.length > 1) runs.push(`${name}:[${row.join()}]`);
      if (lasts.length === ROWS) yield taken();
    }
  }
  if (lasts.length > 0) yield taken();
}
