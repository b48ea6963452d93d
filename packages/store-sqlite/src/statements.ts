/**
 * Everything that is asked of the file, so that a test can hold each statement against the plan that
 * SQLite makes for it: none may scan a table. Values are always bound.
 */
export const SQL = {
  head: 'SELECT max(position) AS position FROM event',

  insertEvent: `INSERT INTO event
    (position, type, version, at, tags, data, key, fingerprint, batch_index, batch_size)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  insertTag: 'INSERT INTO tag (tag, type, position) VALUES (?, ?, ?)',

  firstOfKey: 'SELECT position, batch_size FROM event WHERE key = ? AND batch_index = 0',
  range: `SELECT * FROM event WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
  events: `SELECT * FROM event WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,

  nextTypeOfTag: 'SELECT min(type) AS type FROM tag WHERE tag = ? AND type > ?',
  ofType: `SELECT position FROM event INDEXED BY event_by_type
    WHERE type = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?`,
  ofTag: `SELECT position FROM tag
    WHERE tag = ? AND type = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?`,
  countOfTag: `SELECT count(*) AS count FROM
    (SELECT 1 FROM tag WHERE tag = ? AND type = ? AND position > ? AND position <= ? LIMIT ?)`,
  isOfTag: 'SELECT 1 FROM tag WHERE tag = ? AND type = ? AND position = ?',

  loadSnapshot: 'SELECT schema, position, state FROM snapshot WHERE id = ?',
  saveSnapshot: `INSERT INTO snapshot (id, schema, position, state) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      schema = excluded.schema, position = excluded.position, state = excluded.state`,
} as const;
