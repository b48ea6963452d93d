import { plans } from './plans.js';

/**
 * Whether a check fails that no single lane answers: one for any event at all (without `tags`), or one for several
 * tags, or for tags without types. `tagHashes` has a number a tag; a lane's number is that of its
 * tag and that of its type, xor.
 */
export const fails = (schema: string): string => `
CREATE FUNCTION fails(asked jsonb, last bigint)
RETURNS boolean LANGUAGE plpgsql STABLE
${plans(schema)}
AS $$
DECLARE
  begin_after bigint := (asked->>'after')::bigint;
  hashes bigint[];
  tag_list text[];
BEGIN
  IF last <= begin_after THEN
    RETURN false;
  END IF;
  IF asked->>'tags' IS NULL THEN
    RETURN true;
  END IF;
  hashes := ARRAY(SELECT h::bigint FROM jsonb_array_elements_text(asked->'tagHashes') h);
  tag_list := string_to_array(asked->>'tags', E'\\n');
  RETURN EXISTS (
    SELECT FROM types t
      CROSS JOIN LATERAL common(ARRAY(SELECT h # t.lane FROM unnest(hashes) h), begin_after, last, NULL) p
      WHERE (asked->'types' IS NULL OR asked->'types' ? t.type) AND (
        SELECT e.type = t.type AND string_to_array(e.tags, E'\\n') @> tag_list
          FROM events e WHERE e.position = p));
END
$$;
`;
