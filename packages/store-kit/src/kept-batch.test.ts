import type { Batch, Query, QueryItem } from '@largesse/core';
import { keptBatch } from './kept-batch.js';

/** As the types allow it, but of parts that a program can change. */
const parts = () => {
  const event = { type: 'A', version: 2, at: 't', tags: ['a:b' as const], data: { deep: [1] } };
  const both = { types: ['A', 'B'], tags: ['a:b' as const] };
  const items: QueryItem[] = [{}, { types: ['A'] }, { tags: ['a:b'] }, both];
  const all = { failIfEventsMatch: 'all' as Query, after: 1 };
  const some = { failIfEventsMatch: { items }, after: 2 };
  const batch = { key: 'k', fingerprint: 'f', events: [event], conditions: [all, some] };
  return { event, both, items, some, batch };
};

test('keeps all of a batch, and nothing that is then done to it', () => {
  const { event, both, items, some, batch } = parts();
  const kept = keptBatch(batch as unknown as Batch); // its list of events is not empty
  expect(kept).toEqual(parts().batch);
  batch.key = 'other';
  event.type = 'B';
  batch.events.push(event);
  both.types.push('C');
  both.tags.pop();
  items.pop();
  some.after = 9;
  batch.conditions.pop();
  expect(kept).toEqual(parts().batch);
});
