import type { Tag } from './event.js';
import { ALL, asksForAll, matches, type Query } from './query.js';

const gift = { type: 'GiftSent', tags: ['wallet:ann', 'creator:bea'] as readonly Tag[] };

const items = (...all: Exclude<Query, 'all'>['items']): Query => ({ items: all });

test.each<[string, Query]>([
  ['all events', ALL],
  ['no restriction', items({})],
  ['its type', items({ types: ['GiftSent'] })],
  ['one of the types', items({ types: ['Other', 'GiftSent'] })],
  ['one of its tags', items({ tags: ['creator:bea'] })],
  ['all of its tags, in any order', items({ tags: ['creator:bea', 'wallet:ann'] })],
  ['no tags at all', items({ tags: [] })],
  ['type and tag', items({ types: ['GiftSent'], tags: ['wallet:ann'] })],
  ['the second of two items', items({ types: ['Other'] }, { tags: ['wallet:ann'] })],
])('an event matches %s', (_, query) => {
  expect(matches(query, gift)).toBe(true);
});

test.each<[string, Query]>([
  ['no item', items()],
  ['another type', items({ types: ['Gift'] })],
  ['none of no types', items({ types: [] })],
  ['another tag', items({ tags: ['wallet:bob'] })],
  ['a tag that its own begins with', items({ tags: ['wallet:an'] })],
  ['one tag of two', items({ tags: ['wallet:ann', 'creator:cat'] })],
  ['its type with another tag', items({ types: ['GiftSent'], tags: ['wallet:bob'] })],
  ['its tag with another type', items({ types: ['Other'], tags: ['wallet:ann'] })],
  ['halves of two items', items({ types: ['GiftSent'], tags: ['x:y'] }, { types: ['Other'] })],
])('an event does not match %s', (_, query) => {
  expect(matches(query, gift)).toBe(false);
});

test.each<[string, boolean, Query]>([
  ['all', true, ALL],
  ['an item that restricts nothing', true, items({})],
  ['one whose list of tags is empty', true, items({ tags: [] })],
  ['one beside another that restricts', true, items({ types: ['GiftSent'] }, {})],
  ['types', false, items({ types: ['GiftSent'] })],
  ['no types, which match nothing', false, items({ types: [] })],
  ['tags', false, items({ tags: ['wallet:ann'] })],
  ['no item, which matches nothing', false, items()],
])('a query for %s asks for every event: %s', (_, all, query) => {
  expect(asksForAll(query)).toBe(all);
});
