import type { AppendCondition, Batch, NewEvent, Query, QueryItem } from '@largesse/core';
import { nonEmptyArray as NEA } from 'fp-ts';

/**
 * A checked batch as it is now, whatever its owner does with it while it waits: of its events the tags and
 * the data are frozen already. Field by field, since every append comes through here.
 */
export const keptBatch = ({ key, fingerprint, events, conditions }: Batch): Batch => ({
  key,
  fingerprint,
  events: NEA.map(keptEvent)(events),
  conditions: conditions.map(keptCondition),
});

const keptEvent = ({ type, version, at, tags, data }: NewEvent): NewEvent => ({
  type,
  version,
  at,
  tags,
  data,
});

const keptCondition = ({ failIfEventsMatch, after }: AppendCondition): AppendCondition => ({
  failIfEventsMatch: keptQuery(failIfEventsMatch),
  after,
});

const keptQuery = (query: Query): Query =>
  query === 'all' ? query : { items: query.items.map(keptItem) };

const keptItem = ({ types, tags }: QueryItem): QueryItem => {
  if (types === undefined) return tags === undefined ? {} : { tags: [...tags] };
  return tags === undefined ? { types: [...types] } : { types: [...types], tags: [...tags] };
};
