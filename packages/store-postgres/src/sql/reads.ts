import { LANE_SPAN } from '../stored/lane.js';
import { plans } from './plans.js';

const SPAN = String(LANE_SPAN);

const columns = `position::float8, version, batch_index, batch_size, type, at,
  coalesce(long_key, key), fingerprint, tags, data`;

const row = `"position" float8, version integer, batch_index integer, batch_size integer, type text, at text,
  key text, fingerprint text, tags text, data text`;

/** A page of the whole log. */
export const readAll = (schema: string): string => `
CREATE FUNCTION read_all(after bigint, up_to bigint, at_most integer)
RETURNS TABLE (${row}) LANGUAGE plpgsql STABLE
${plans(schema)}
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT ${columns} FROM events
    WHERE events.position > after AND events.position <= up_to ORDER BY events.position LIMIT at_most;
END
$$;
`;

/**
 * A page of lanes, and of what several lanes have in common (`[[lane, …], …]`).
 * A lane may hold what was not asked for, in the rare case of two with one number. Only its first row may reach
 * back to `after`, and only its last beyond `up_to`. What is unnested in a list of results comes row by row, as far as it is
 * asked for.
 */
export const readLanes = (schema: string): string => `
CREATE FUNCTION read_lanes(
  which bigint[], common_lanes jsonb, after bigint, up_to bigint, at_most integer
) RETURNS TABLE (${row}) LANGUAGE plpgsql STABLE
${plans(schema)}
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT e.* FROM (
    SELECT DISTINCT place FROM (
      SELECT p.place FROM unnest(which) q(lane) CROSS JOIN LATERAL (
        SELECT l.position - unnest(l.before || 0) place FROM lanes l
          WHERE l.lane = q.lane AND l.position > after AND l.position < up_to + ${SPAN}
          ORDER BY l.position LIMIT at_most + ${SPAN}) p
        WHERE p.place > after AND p.place <= up_to
      UNION ALL
      SELECT p FROM jsonb_array_elements(common_lanes) c CROSS JOIN LATERAL
        common(ARRAY(SELECT h::bigint FROM jsonb_array_elements_text(c) h), after, up_to, at_most) p
    ) every ORDER BY place LIMIT at_most
  ) c CROSS JOIN LATERAL (
    SELECT ${columns} FROM events WHERE events.position = c.place LIMIT 1) e
  ORDER BY c.place;
END
$$;
`;

/** The events of batches, by their keys. */
export const readKeys = (schema: string): string => `
CREATE FUNCTION read_keys(keys text[])
RETURNS TABLE (${row}) LANGUAGE plpgsql STABLE
${plans(schema)}
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT e.* FROM unnest(keys) k(key) CROSS JOIN LATERAL (
    SELECT position, batch_size FROM events WHERE events.key = k.key AND batch_index = 0 LIMIT 1) b
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM events
        WHERE events.position >= b.position AND events.position < b.position + b.batch_size
        ORDER BY events.position LIMIT b.batch_size) e;
END
$$;
`;
