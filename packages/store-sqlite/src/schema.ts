/** Says in the header of the file that it is a log of Largesse: "lrgs" in ASCII. */
export const APPLICATION_ID = 0x6c726773;

/**
 * The schema, version by version: each script brings a file from the version before. A script that
 * was released is never changed.
 *
 * Positions are row ids: in order, without gaps. The stamp of its batch stands with each event, so that one
 * look finds both; the key is unique among first events of batches. In `tag` the events of one type that
 * carry a tag stand together, in order: a creator's withdrawals are found without passing a million
 * gifts, and whether one stands after a position is one look.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE event (
     position INTEGER PRIMARY KEY,
     type TEXT NOT NULL,
     version INTEGER NOT NULL,
     at TEXT NOT NULL,
     tags TEXT NOT NULL,
     data TEXT NOT NULL,
     key TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     batch_index INTEGER NOT NULL,
     batch_size INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX event_by_key ON event (key) WHERE batch_index = 0;
   CREATE INDEX event_by_type ON event (type);
   CREATE TABLE tag (
     tag TEXT NOT NULL,
     type TEXT NOT NULL,
     position INTEGER NOT NULL,
     PRIMARY KEY (tag, type, position)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE snapshot (
     id TEXT PRIMARY KEY,
     schema TEXT NOT NULL,
     position INTEGER NOT NULL,
     state TEXT NOT NULL
   ) STRICT;`,
];

/** The version that this code reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;
