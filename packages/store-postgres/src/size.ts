import type { StoreCopy, StoreSize } from '@largesse/core';
import type { Database, Row } from './database.js';
import { lastPosition } from './sql/last-position.js';

/** How much the log holds and takes, and how far standbys are behind, as far as the role may see them. */
export const sizeOf = async (database: Database, schema: string): Promise<StoreSize> => {
  const ask = (name: string, text: string): Promise<readonly Row[]> =>
    database.read({ name, text, values: [] });
  // Positions have no gaps: the last one is how many there are.
  const [[events, bytes] = []] = await ask(
    'largesse size',
    `SELECT ${lastPosition(`${schema}.events`)}::float8,
      (SELECT sum(pg_total_relation_size(oid))::float8 FROM pg_class
        WHERE relnamespace = '${schema.replaceAll("'", "''")}'::regnamespace AND relkind = 'r')`,
  );
  const standbys = await ask(
    'largesse standbys',
    `SELECT application_name, pg_wal_lsn_diff(pg_current_wal_flush_lsn(), flush_lsn)::float8
      FROM pg_stat_replication WHERE flush_lsn IS NOT NULL ORDER BY 1`,
  );
  return { events: Number(events), bytes: Number(bytes), copies: standbys.map(copyOf) };
};

const copyOf = ([name, behind]: Row): StoreCopy => ({
  name: String(name),
  behind: Math.max(0, Number(behind)),
  unit: 'bytes',
});
