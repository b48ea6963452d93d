import type { RecordedEvent } from '@largesse/core';
import { sameEvent } from './same-event.js';

const batch = { key: 'k', fingerprint: 'f', index: 0, size: 1 };
const event: RecordedEvent = {
  ...{ type: 'A', version: 1, at: '2026-03-01T18:00:00.000Z', tags: ['wallet:ann', 'live:1'] },
  ...{ data: { coins: '70', of: [1, 2] }, position: 7, batch },
};

test('an event is the same at another position, and with the fields of its data in another order', () => {
  expect(sameEvent(event, { ...event, position: 8, data: { of: [1, 2], coins: '70' } })).toBe(true);
});

test.each<readonly [string, Partial<RecordedEvent>]>([
  ['type', { type: 'B' }],
  ['version', { version: 2 }],
  ['time', { at: '2026-03-01T18:00:00.001Z' }],
  ['tag', { tags: ['wallet:ann', 'live:2'] }],
  ['number of tags', { tags: ['wallet:ann'] }],
  ['value in its data', { data: { coins: '71', of: [1, 2] } }],
  ['order of a list in its data', { data: { coins: '70', of: [2, 1] } }],
  ['key', { batch: { ...batch, key: 'l' } }],
  ['fingerprint', { batch: { ...batch, fingerprint: 'g' } }],
  ['place in its batch', { batch: { ...batch, index: 1 } }],
  ['size of its batch', { batch: { ...batch, size: 2 } }],
])('with another %s it is another', (_, change) => {
  expect(sameEvent(event, { ...event, ...change })).toBe(false);
});
