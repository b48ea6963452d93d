import type { Client } from 'pg';
import { inTurn } from '../in-turn.js';
import type { Contender } from '../rounds.js';
import { giftEvent } from './guarded-appends.js';

/** The columns of the table `raw`, all of them text. */
export const COLUMNS = ['type', 'version', 'at', 'tags', 'data', 'key', 'fingerprint'] as const;

/** What a gift's event holds, a value a column; the key is the one column that differs from row to row. */
export type RawRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** Makes the table `raw`, without any index but that of its row number; and the row that goes into it. */
export const rawTable = async (client: Client): Promise<RawRow> => {
  const { type, version, at, tags, data } = await giftEvent();
  const texts = COLUMNS.map((name) => `${name} text`).join();
  await client.query(`CREATE TABLE raw (position bigserial PRIMARY KEY, ${texts})`);
  return {
    ...{ type, version: String(version), at },
    ...{ tags: JSON.stringify(tags), data: JSON.stringify(data) },
    ...{ key: 'gift-1-1000', fingerprint: 'f'.repeat(64) },
  };
};

/** The driver's own inserts of that row, so many a statement and one statement at a time. */
export const rawInserts = (
  client: Client,
  row: RawRow,
  size: number,
  operations: number,
): Contender => {
  const arrays = COLUMNS.map((_, i) => `$${String(i + 1)}::text[]`).join();
  const text = `INSERT INTO raw (${COLUMNS.join()}) SELECT * FROM unnest(${arrays})`;
  let round = 0;
  return {
    name: `the driver: inserts, ${String(size)} a statement`,
    operations,
    prepare: () => {
      round += 1;
      const rows = (from: number): readonly RawRow[] =>
        Array.from({ length: size }, (_, i) => ({
          ...row,
          key: `gift-${String(round)}-${String(from + i)}`,
        }));
      const statements = Array.from({ length: operations / size }, (_, i) => rows(i * size));
      return () =>
        inTurn(statements, 1, (each) =>
          client.query({
            ...{ name: 'raw', text },
            values: COLUMNS.map((column) => each.map((cells) => cells[column])),
          }),
        );
    },
  };
};
