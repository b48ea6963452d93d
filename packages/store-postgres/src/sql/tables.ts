/**
 * The tables of version 1. An event is one row; its batch's key is unique among the rows that begin a batch. A lane
 * is the events that have one tag and one type, or one type: their positions stand in order under the lane's
 * number, so that the last withdrawal of a creator with a million gifts is one look away. Lane numbers
 * are hashes: whoever finds a row by one compares its type and tags.
 *
 * Lanes have a table of their own with one index, and events no index but for position and key: no
 * planner, whatever it believes of the data, can take another way than the right one.
 *
 * Every text is compared by its bytes (`COLLATE "C"`): fast, and no update of the system's languages
 * breaks an index.
 */
export const tables = `
CREATE TABLE events (
  position bigint PRIMARY KEY,
  version integer NOT NULL,
  batch_index integer NOT NULL,
  batch_size integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  tags text COLLATE "C" NOT NULL,
  data text COLLATE "C" NOT NULL,
  long_key text COLLATE "C"
);
CREATE UNIQUE INDEX events_key ON events (key) WHERE batch_index = 0;
CREATE TABLE lanes (
  lane bigint NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (lane, position)
);
CREATE TABLE types (
  type text COLLATE "C" NOT NULL,
  lane bigint NOT NULL,
  PRIMARY KEY (lane, type)
);
CREATE TABLE snapshots (
  id text COLLATE "C" PRIMARY KEY,
  schema text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  state text COLLATE "C" NOT NULL
);
`;

/**
 * Version 2: events that came together share a row of a lane. It stands at the position of its last event; `before` says how
 * far before that the others stand, from the first on, or is null if there are none. The rows of a lane do not overlap,
 * and none spans more than `LANE_SPAN` positions. A row of version 1 is one of one event.
 */
export const sharedLanes = 'ALTER TABLE lanes ADD COLUMN before integer[]';
