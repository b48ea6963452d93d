/** How many events one statement writes, if there are as many: a call costs more than a row. */
export const ROWS_AT_ONCE = 8;

const ROW = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const INSERT = `INSERT INTO event
  (position, type, version, at, tags, data, key, fingerprint, batch_index, batch_size) VALUES `;

/**
 * Everything that is asked of the file, so that a test can hold each statement against the plan that
 * SQLite makes for it: none may scan a table. Values are always bound.
 */
export const SQL = {
  ends: `SELECT indexed, (SELECT max(position) FROM event) AS head FROM progress WHERE id = 1`,
  recent: `SELECT position, type, tags, key, batch_index FROM event
    WHERE position > ? ORDER BY position`,

  insertEvent: INSERT + ROW,
  insertEvents: INSERT + Array(ROWS_AT_ONCE).fill(ROW).join(', '),

  indexTags: `INSERT INTO tag (tag, type, position)
    SELECT each.value, event.type, event.position FROM event CROSS JOIN json_each(event.tags) AS each
    WHERE event.position > ? AND event.position <= ? ORDER BY 1, 2, 3`,
  indexTypes: `INSERT INTO tag (tag, type, position)
    SELECT '', type, position FROM event WHERE position > ? AND position <= ? ORDER BY 2, 3`,
  indexKeys: `INSERT INTO batch (key, position)
    SELECT key, position FROM event
    WHERE position > ? AND position <= ? AND batch_index = 0 ORDER BY 1`,
  setIndexed: 'UPDATE progress SET indexed = ? WHERE id = 1',

  firstsOfKeys: `SELECT key, position FROM batch WHERE key IN (SELECT value FROM json_each(?))`,
  event: 'SELECT * FROM event WHERE position = ?',
  range: `SELECT * FROM event WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
  events: `SELECT * FROM event WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,

  firstTypeOfTag: 'SELECT min(type) AS type FROM tag WHERE tag = ?',
  nextTypeOfTag: 'SELECT min(type) AS type FROM tag WHERE tag = ? AND type > ?',
  lastOfTag: 'SELECT max(position) AS position FROM tag WHERE tag = ? AND type = ?',
  ofTag: `SELECT position FROM tag
    WHERE tag = ? AND type = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?`,
  countOfTag: `SELECT count(*) AS count FROM
    (SELECT 1 FROM tag WHERE tag = ? AND type = ? AND position > ? AND position <= ? LIMIT ?)`,

  loadSnapshot: 'SELECT schema, position, state FROM snapshot WHERE id = ?',
  saveSnapshot: `INSERT INTO snapshot (id, schema, position, state) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      schema = excluded.schema, position = excluded.position, state = excluded.state`,
} as const;
