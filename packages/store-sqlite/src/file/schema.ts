/** Says in the header of the file that it is a log of Largesse: "lrgs" in ASCII. */
export const APPLICATION_ID = 0x6c726773;

/**
 * The schema, version by version: each script brings a file from the version before. A script that
 * was released is never changed.
 *
 * Positions are row ids: in order, without gaps. The stamp of its batch stands with each event, so that one
 * look finds both. Writing an event writes its row alone, at the end of `event`; what finds it again is
 * added for many at once (`catchUpIndex`), up to the position in `progress`. In `lane` the events of one type that
 * carry a tag stand together, in order: a creator's withdrawals are found without passing a million gifts. Under the
 * tag '', which is no tag, stand all events of the type. A row of `lane` stands for one event, or, where `run` has a row
 * of the same key, for all whose positions are listed there, as JSON: its own is the last of them.
 *
 * Version 2 knows runs. It renames `tag` to `lane`, so that a process of version 1 that has the file open finds
 * no table any more, where it would have found some of the events. It leaves the rows as they are: a new column
 * would have SQLite read them all.
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
   CREATE TABLE batch (
     key TEXT NOT NULL PRIMARY KEY,
     position INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE tag (
     tag TEXT NOT NULL,
     type TEXT NOT NULL,
     position INTEGER NOT NULL,
     PRIMARY KEY (tag, type, position)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE progress (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     indexed INTEGER NOT NULL
   ) STRICT;
   INSERT INTO progress (id, indexed) VALUES (1, 0);
   CREATE TABLE snapshot (
     id TEXT PRIMARY KEY,
     schema TEXT NOT NULL,
     position INTEGER NOT NULL,
     state TEXT NOT NULL
   ) STRICT;`,
  `ALTER TABLE tag RENAME TO lane;
   CREATE TABLE run (
     tag TEXT NOT NULL,
     type TEXT NOT NULL,
     position INTEGER NOT NULL,
     positions TEXT NOT NULL,
     PRIMARY KEY (tag, type, position)
   ) STRICT, WITHOUT ROWID;`,
];

/** The version that this code reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;
