import { plans } from './plans.js';

/**
 * Whether one of the events that a row of a lane stands for comes after a place and has a type and tags. The
 * comparison is a subquery in a condition, which a planner never turns around to begin with the events.
 */
export const holds = (schema: string): string => `
CREATE FUNCTION holds(last bigint, before integer[], begin_after bigint, asked_type text, asked_tags text[])
RETURNS boolean LANGUAGE plpgsql STABLE
${plans(schema)}
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(before || 0) b(back)
      WHERE last - b.back > begin_after AND (
        SELECT e.type = asked_type AND string_to_array(e.tags, E'\\n') @> asked_tags
          FROM events e WHERE e.position = last - b.back));
END
$$;
`;
