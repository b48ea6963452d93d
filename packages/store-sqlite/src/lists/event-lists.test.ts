import type { QueryItem, Tag } from '@largesse/core';
import { EventLists } from './event-lists.js';

/** Twenty gifts to bea, of which ann sent the third, and a withdrawal. */
const lists = new EventLists();
for (let position = 1; position <= 20; position += 1) {
  const tags: readonly Tag[] = [position === 3 ? 'wallet:ann' : 'wallet:bob', 'creator:bea'];
  lists.add({ position, type: 'GiftSent', tags });
}
lists.add({ position: 21, type: 'WithdrawalRequested', tags: ['creator:bea'] });

const cases: readonly (readonly [string, QueryItem, readonly number[]])[] = [
  ['of two tags the rarer', { tags: ['creator:bea', 'wallet:ann'] }, [1, 0]],
  ['of two tags the rarer, in the other order', { tags: ['wallet:ann', 'creator:bea'] }, [1, 0]],
  [
    'of a tag and a type what both have',
    { types: ['WithdrawalRequested'], tags: ['creator:bea'] },
    [1],
  ],
  ['all of a type', { types: ['GiftSent'] }, [20]],
  ['nothing for a tag that is not there', { tags: ['wallet:cid'] }, [0, 0]],
  ['nothing for a type that is not there', { types: ['Other'], tags: ['creator:bea'] }, [0]],
];

test.each(cases)('a walk over the events of a query passes %s', (_, item, lengths) => {
  expect(lists.of(item).map(({ length }) => length)).toEqual(lengths);
});
