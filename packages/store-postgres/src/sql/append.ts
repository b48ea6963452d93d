import { channelOf } from '../follow/channel.js';
import { lastPosition } from './last-position.js';
import { plans } from './plans.js';

/**
 * Appends a group of batches, none of which could decide about another, in one round trip. Plpgsql, because each
 * statement in a volatile function sees what was committed before it began: the lock is
 * waited for by the first, so that all the others see the log as the one before left it. In a single
 * statement the look would be from before the wait.
 *
 * Batches and events are counted from 1. `keys`, … have an element an event: its batch's key, and so on; `lane_numbers`, …
 * one a row of a lane: the event that it ends with, and how far before that the others stand. A check
 * fails its batches if its lane holds an event after `check_afters` with that type and those tags, see
 * `holds`. `other_checks` are those that no single lane answers, see `fails`.
 *
 * It returns the position before the first new event, which batches were refused, and whose keys were there.
 */
export const append = (schema: string): string => `
CREATE FUNCTION append(
  data_lines text, keys text[], long_keys text[], fingerprints text[], sizes integer[],
  event_batches integer[], batch_indexes integer[], types text[], versions integer[],
  ats text[], tag_lists text[],
  new_types text[], new_type_lanes bigint[],
  lane_numbers bigint[], lane_lasts integer[], lane_befores text[],
  check_batches text[], check_lanes bigint[], check_afters bigint[], check_types text[], check_tags text[],
  other_checks jsonb,
  OUT head float8, OUT refused integer[], OUT known integer[]
) LANGUAGE plpgsql SECURITY DEFINER
${plans(schema)}
AS $$
DECLARE
  last bigint;
  out_of_group integer[];
  places bigint[];
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'append runs at the isolation level read committed only';
  END IF;
  IF current_setting('synchronous_commit') IN ('off', 'local', 'remote_write') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  PERFORM pg_advisory_xact_lock('events'::regclass::oid::bigint);
  last := ${lastPosition('events')};
  head := last;

  SELECT array_agg(b.number) INTO known
    FROM unnest(keys, event_batches, batch_indexes) b(key, number, index)
    WHERE b.index = 0 AND (SELECT true FROM events WHERE events.key = b.key AND batch_index = 0 LIMIT 1);

  SELECT array_agg(DISTINCT failed) INTO refused
    FROM unnest(check_batches, check_lanes, check_afters, check_types, check_tags)
      c(batches, lane, after, type, tags)
    CROSS JOIN LATERAL unnest(c.batches::integer[]) failed
    WHERE (
      SELECT true FROM lanes l
        WHERE l.lane = c.lane AND l.position > c.after
          AND holds(l.position, l.before, c.after, c.type, string_to_array(c.tags, E'\\n'))
        LIMIT 1);
  IF other_checks IS NOT NULL THEN
    SELECT array_agg(DISTINCT batch) INTO refused FROM (
      SELECT unnest(refused) batch
      UNION ALL
      SELECT (c->>'batch')::integer FROM jsonb_array_elements(other_checks) c WHERE fails(c, last)) r;
  END IF;

  IF known IS NULL AND refused IS NULL THEN
    INSERT INTO events
      SELECT last + n, e.version, e.batch_index, e.batch_size, e.type, e.at,
          e.key, e.fingerprint, e.tags, e.data, e.long_key
        FROM unnest(keys, long_keys, fingerprints, sizes, batch_indexes, types, versions, ats, tag_lists,
            string_to_array(data_lines, E'\\n'))
          WITH ORDINALITY e(key, long_key, fingerprint, batch_size, batch_index, type, version, at, tags, data, n);
    INSERT INTO lanes
      SELECT l.lane, last + l.event, l.before::integer[]
        FROM unnest(lane_numbers, lane_lasts, lane_befores) l(lane, event, before);
  ELSE
    out_of_group := coalesce(known, '{}') || coalesce(refused, '{}');
    SELECT array_agg(CASE WHEN accepted THEN place ELSE 0 END ORDER BY n) INTO places FROM (
      SELECT n, accepted, last + sum(accepted::integer) OVER (ORDER BY n) place FROM (
        SELECT n, batch <> ALL (out_of_group) accepted
          FROM unnest(event_batches) WITH ORDINALITY e(batch, n)) a) p;
    IF places IS NULL OR 0 = ALL (places) THEN
      RETURN;
    END IF;
    INSERT INTO events
      SELECT places[n], e.version, e.batch_index, e.batch_size, e.type, e.at,
          e.key, e.fingerprint, e.tags, e.data, e.long_key
        FROM unnest(keys, long_keys, fingerprints, sizes, batch_indexes, types, versions, ats, tag_lists,
            string_to_array(data_lines, E'\\n'))
          WITH ORDINALITY e(key, long_key, fingerprint, batch_size, batch_index, type, version, at, tags, data, n)
        WHERE places[n] > 0;
    -- The events that a row has left stand closer together than they did in the group.
    INSERT INTO lanes
      SELECT lane, top, array_agg((top - place)::integer ORDER BY place) FILTER (WHERE place < top)
        FROM (
          SELECT lane, n, place, max(place) OVER (PARTITION BY n) top
            FROM (
              SELECT l.lane, l.n, places[l.event - b.back] place
                FROM unnest(lane_numbers, lane_lasts, lane_befores) WITH ORDINALITY l(lane, event, before, n)
                CROSS JOIN LATERAL unnest(l.before::integer[] || 0) b(back)) each
            WHERE place > 0) accepted
        GROUP BY lane, n, top;
  END IF;
  INSERT INTO types SELECT t.type, t.lane FROM unnest(new_types, new_type_lanes) t(type, lane)
    ON CONFLICT DO NOTHING;
  PERFORM pg_notify('${channelOf(schema)}', '');
END
$$;
REVOKE ALL ON FUNCTION append FROM PUBLIC;
`;
