import type { NewEvent, Query, QueryItem, Tag } from '@largesse/core';
import fc from 'fast-check';
import { sampleEvent } from './sample-batch.js';

/** Few names, so that queries match often and lists overlap. */
const TYPES = ['A', 'B', 'C'];
const KINDS = ['wallet', 'creator', 'live'];
const IDS = ['1', '2', '3'];

const tag: fc.Arbitrary<Tag> = fc
  .tuple(fc.constantFrom(...KINDS), fc.constantFrom(...IDS))
  .map(([kind, id]): Tag => `${kind}:${id}`);

const tagsOfEvent: fc.Arbitrary<readonly Tag[]> = fc.uniqueArray(tag, {
  maxLength: 3,
  selector: (each) => each.split(':')[0],
});

const event: fc.Arbitrary<NewEvent> = fc
  .tuple(fc.constantFrom(...TYPES), tagsOfEvent)
  .map(([type, tags]) => sampleEvent(type, tags));

/** The batches of a small log. */
export const arbitraryLog: fc.Arbitrary<readonly (readonly NewEvent[])[]> = fc.array(
  fc.array(event, { minLength: 1, maxLength: 3 }),
  { maxLength: 40 },
);

const item: fc.Arbitrary<QueryItem> = fc.record(
  {
    types: fc.array(fc.constantFrom(...TYPES, 'Never'), { maxLength: 3 }),
    tags: fc.array(tag, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** Every form that a query can have, those that match nothing included. */
export const arbitraryQuery: fc.Arbitrary<Query> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Query>('all') },
  { weight: 9, arbitrary: fc.record({ items: fc.array(item, { maxLength: 4 }) }) },
);
