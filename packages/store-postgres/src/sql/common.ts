import { plans } from './plans.js';

/**
 * The positions that several lanes have in common, in order. It leaps: each lane in turn is asked for
 * its first position at or above the last one found, so that the cost is that of the rarest lane,
 * whichever it is.
 */
export const common = (schema: string): string => `
CREATE FUNCTION common(which bigint[], after bigint, up_to bigint, at_most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE
${plans(schema)}
AS $$
DECLARE
  place bigint := after + 1;
  following bigint;
  agreed integer := 0;
  lane_number integer := 1;
  found_so_far integer := 0;
BEGIN
  LOOP
    SELECT (SELECT min(l.position - b.back) FROM unnest(l.before || 0) b(back) WHERE l.position - b.back >= place)
      INTO following FROM lanes l
      WHERE l.lane = which[lane_number] AND l.position >= place ORDER BY l.position LIMIT 1;
    EXIT WHEN following IS NULL OR following > up_to;
    agreed := CASE WHEN following = place THEN agreed + 1 ELSE 1 END;
    place := following;
    IF agreed = cardinality(which) THEN
      RETURN NEXT place;
      found_so_far := found_so_far + 1;
      EXIT WHEN found_so_far = at_most;
      place := place + 1;
      agreed := 0;
    END IF;
    lane_number := lane_number % cardinality(which) + 1;
  END LOOP;
END
$$;
`;
