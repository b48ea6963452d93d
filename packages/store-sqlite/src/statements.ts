/**
 * The rows that hold the positions of a lane after one and up to another. The first of them may begin
 * before, the last may go on behind. Takes tag, type and the beginning, then tag, type and the end twice.
 */
const ROWS_OF_LANE = `lane.tag = ? AND lane.type = ? AND lane.position > ?
    AND lane.position <=
      coalesce((SELECT min(position) FROM lane WHERE tag = ? AND type = ? AND position >= ?), ?)`;
const RUN = `LEFT JOIN run
      ON run.tag = lane.tag AND run.type = lane.type AND run.position = lane.position`;

/**
 * Everything that is asked of the file, but for how events are inserted, so that a test can hold each
 * statement against the plan that SQLite makes for it: none may scan a table. Values are always bound.
 */
export const SQL = {
  ends: `SELECT indexed, (SELECT max(position) FROM event) AS head FROM progress WHERE id = 1`,
  recent: `SELECT position, type, tags, key, batch_index FROM event
    WHERE position > ? ORDER BY position`,

  indexLanes: `INSERT INTO lane (tag, type, position)
    SELECT each.key, ?, each.value FROM json_each(?) AS each`,
  indexRuns: `INSERT INTO run (tag, type, position, positions)
    SELECT each.key, ?, json_extract(each.value, '$[#-1]'), each.value FROM json_each(?) AS each`,
  indexKeys: `INSERT INTO batch (key, position)
    SELECT key, position FROM event
    WHERE position > ? AND position <= ? AND batch_index = 0 ORDER BY 1`,
  setIndexed: 'UPDATE progress SET indexed = ? WHERE id = 1',

  indexedKeys: `SELECT batch.key, batch.position FROM json_each(?) AS each CROSS JOIN batch ON batch.key = each.value`,
  event: 'SELECT * FROM event WHERE position = ?',
  range: `SELECT * FROM event WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
  events: `SELECT * FROM event WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,

  firstTypeOfTag: 'SELECT min(type) AS type FROM lane WHERE tag = ?',
  nextTypeOfTag: 'SELECT min(type) AS type FROM lane WHERE tag = ? AND type > ?',
  lastOfTag: 'SELECT max(position) AS position FROM lane WHERE tag = ? AND type = ?',
  ofTag: `SELECT lane.position, run.positions FROM lane ${RUN}
    WHERE ${ROWS_OF_LANE} ORDER BY lane.position LIMIT ?`,
  countOfTag: `SELECT count(*) AS count FROM (
    SELECT 1 FROM lane ${RUN}
    CROSS JOIN json_each(coalesce(run.positions, lane.position)) AS each
    WHERE ${ROWS_OF_LANE} AND each.value > ? AND each.value <= ? LIMIT ?)`,

  loadSnapshot: 'SELECT schema, position, state FROM snapshot WHERE id = ?',
  saveSnapshot: `INSERT INTO snapshot (id, schema, position, state) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      schema = excluded.schema, position = excluded.position, state = excluded.state`,
} as const;
