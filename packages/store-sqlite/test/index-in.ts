import { openRaw } from './read-all.js';

/** What a file has in its index, and what it should have by its events, as far as it says that the index reaches. */
export interface IndexIn {
  readonly indexed: number;
  /** A line for each tag of an event, for its type, and for each key. */
  readonly found: readonly string[];
  readonly expected: readonly string[];
  /** The positions of each run. */
  readonly runs: readonly (readonly number[])[];
}

/** Reads the index of a file as it stands, by SQL of its own. */
export const indexIn = (path: string): IndexIn => {
  const raw = openRaw(path);
  const lines = (sql: string): readonly string[] =>
    (raw.prepare(sql).all() as readonly object[]).map((row) => JSON.stringify(row));
  const { indexed } = raw.prepare('SELECT indexed FROM progress').get() as { indexed: number };
  const found = lines(
    `SELECT lane.tag, lane.type, each.value AS position
       FROM lane LEFT JOIN run USING (tag, type, position)
       CROSS JOIN json_each(coalesce(run.positions, lane.position)) AS each
     UNION ALL SELECT 'key', key, position FROM batch ORDER BY 1, 2, 3`,
  );
  const expected = lines(
    `WITH part AS (SELECT * FROM event WHERE position <= (SELECT indexed FROM progress))
     SELECT each.value AS tag, part.type, position FROM part CROSS JOIN json_each(tags) AS each
     UNION ALL SELECT '', type, position FROM part
     UNION ALL SELECT 'key', key, position FROM part WHERE batch_index = 0 ORDER BY 1, 2, 3`,
  );
  const rows = raw.prepare('SELECT positions FROM run').all() as readonly { positions: string }[];
  raw.close();
  return {
    ...{ indexed, found, expected },
    runs: rows.map(({ positions }) => JSON.parse(positions) as readonly number[]),
  };
};

/** The index of a file has every event up to where it says that it reaches, each once, and nothing else. */
export const expectIndexed = (path: string): void => {
  const { found, expected } = indexIn(path);
  expect(found).toEqual(expected);
};
