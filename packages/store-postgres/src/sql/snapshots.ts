import { plans } from './plans.js';

/** Keeps a snapshot in the place of the one before. */
export const saveSnapshot = (schema: string): string => `
CREATE FUNCTION save_snapshot(id text, made_by text, place bigint, made text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
${plans(schema)}
AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO snapshots AS s VALUES (save_snapshot.id, made_by, place, made)
    ON CONFLICT ON CONSTRAINT snapshots_pkey
    DO UPDATE SET schema = excluded.schema, position = excluded.position, state = excluded.state;
END
$$;
REVOKE ALL ON FUNCTION save_snapshot FROM PUBLIC;
`;
