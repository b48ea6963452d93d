import { channelOf } from '../channel.js';
import { plans } from './plans.js';

/**
 * Appends a group of batches, none of which could decide about another, in one round trip. Plpgsql, because each
 * statement in a volatile function sees what was committed before it began: the lock is
 * waited for by the first, so that all the others see the log as the one before left it. In a single
 * statement the look would be from before the wait.
 *
 * Batches and events are counted from 1, in the order of their arrays; `keys`, … have an element a
 * batch, `types`, … one an event, `event_lanes` one a lane that an event stands in. A check fails its batch if its
 * lane holds an event after `check_afters` with that type and those tags. The comparison is a
 * subquery in a condition, which a planner never turns around to begin with the events. `other_checks` are those that no single lane answers, see `fails`.
 *
 * It returns the position before the first new event, which batches were refused, and of those whose
 * key was there, their numbers and first positions.
 */
export const append = (schema: string): string => `
CREATE FUNCTION append(
  keys text[], long_keys text[], fingerprints text[], sizes integer[],
  event_batches integer[], batch_indexes integer[], types text[], type_lanes bigint[], versions integer[],
  ats text[], tag_lists text[], data_lines text,
  lane_events integer[], event_lanes bigint[],
  check_batches integer[], check_lanes bigint[], check_afters bigint[], check_types text[], check_tags text[],
  other_checks jsonb,
  OUT head float8, OUT refused integer[], OUT known integer[], OUT known_at float8[]
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
  SELECT max(e.position) INTO last FROM events e;
  last := coalesce(last, 0);
  head := last;

  SELECT array_agg(b.number::integer), array_agg(e.position::float8) INTO known, known_at
    FROM unnest(keys) WITH ORDINALITY b(key, number)
    CROSS JOIN LATERAL (
      SELECT position FROM events WHERE events.key = b.key AND batch_index = 0 LIMIT 1) e;

  SELECT array_agg(DISTINCT c.batch) INTO refused
    FROM unnest(check_batches, check_lanes, check_afters, check_types, check_tags)
      c(batch, lane, after, type, tags)
    CROSS JOIN LATERAL (
      SELECT FROM lanes l
        WHERE l.lane = c.lane AND l.position > c.after AND (
          SELECT e.type = c.type AND string_to_array(e.tags, E'\\n') @> string_to_array(c.tags, E'\\n')
            FROM events e WHERE e.position = l.position)
        LIMIT 1) found;
  IF other_checks IS NOT NULL THEN
    SELECT array_agg(DISTINCT batch) INTO refused FROM (
      SELECT unnest(refused) batch
      UNION ALL
      SELECT (c->>'batch')::integer FROM jsonb_array_elements(other_checks) c WHERE fails(c, last)) r;
  END IF;

  IF known IS NULL AND refused IS NULL THEN
    INSERT INTO events
      SELECT last + n, e.version, e.batch_index, sizes[e.batch], e.type, e.at,
          keys[e.batch], fingerprints[e.batch], e.tags, e.data, long_keys[e.batch]
        FROM unnest(event_batches, batch_indexes, types, versions, ats, tag_lists,
            string_to_array(data_lines, E'\\n'))
          WITH ORDINALITY e(batch, batch_index, type, version, at, tags, data, n);
    INSERT INTO lanes SELECT l.lane, last + l.event FROM unnest(lane_events, event_lanes) l(event, lane);
  ELSE
    out_of_group := coalesce(known, '{}') || coalesce(refused, '{}');
    SELECT array_agg(CASE WHEN accepted THEN place ELSE 0 END ORDER BY n) INTO places FROM (
      SELECT n, accepted, last + sum(accepted::integer) OVER (ORDER BY n) place FROM (
        SELECT n, batch <> ALL (out_of_group) accepted
          FROM unnest(event_batches) WITH ORDINALITY e(batch, n)) a) p;
    INSERT INTO events
      SELECT places[n], e.version, e.batch_index, sizes[e.batch], e.type, e.at,
          keys[e.batch], fingerprints[e.batch], e.tags, e.data, long_keys[e.batch]
        FROM unnest(event_batches, batch_indexes, types, versions, ats, tag_lists,
            string_to_array(data_lines, E'\\n'))
          WITH ORDINALITY e(batch, batch_index, type, version, at, tags, data, n)
        WHERE places[n] > 0;
    INSERT INTO lanes
      SELECT l.lane, places[l.event] FROM unnest(lane_events, event_lanes) l(event, lane)
        WHERE places[l.event] > 0;
    IF places IS NULL OR 0 = ALL (places) THEN
      RETURN;
    END IF;
  END IF;
  INSERT INTO types SELECT DISTINCT e.type, e.lane FROM unnest(types, type_lanes) e(type, lane)
    ON CONFLICT DO NOTHING;
  PERFORM pg_notify('${channelOf(schema)}', '');
END
$$;
REVOKE ALL ON FUNCTION append FROM PUBLIC;
`;
