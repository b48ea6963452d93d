import { matches, type Query, type RecordedEvent, type Tag } from '@largesse/core';
import fc from 'fast-check';
import { RecentEvents, type RecentEvent } from './recent-events.js';

const tag = fc.constantFrom<Tag>('wallet:a', 'wallet:b', 'creator:a', 'live:a');
const type = fc.constantFrom('A', 'B', 'C');
const event = fc.record({ type, tags: fc.uniqueArray(tag, { maxLength: 3 }) });
const item = fc.record(
  { types: fc.uniqueArray(type, { maxLength: 2 }), tags: fc.uniqueArray(tag, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const query: fc.Arbitrary<Query> = fc.record({ items: fc.array(item, { maxLength: 3 }) });
const bound = fc.integer({ min: 0, max: 30 });

type Step =
  readonly ['add', Pick<RecordedEvent, 'type' | 'tags'>] | readonly ['cut' | 'index', number];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: event.map((each): Step => ['add', each]) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 }).map((back): Step => ['cut', back]) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 }).map((on): Step => ['index', on]) },
);

test('events in memory are found as a walk over all of them finds them, whatever was taken back or indexed', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.array(fc.tuple(query, bound, bound), { minLength: 5, maxLength: 5 }),
      (steps, questions) => {
        const recent = new RecentEvents(0);
        let kept: RecentEvent[] = [];
        for (const [what, value] of steps) {
          if (what === 'add') {
            const position = recent.head + 1;
            const made = { ...value, position, key: `key ${String(position)}` };
            recent.add(made);
            kept.push(made);
          } else if (what === 'cut') {
            const head = Math.max(recent.indexed, recent.head - value);
            recent.cutBack(head);
            kept = kept.filter(({ position }) => position <= head);
          } else {
            const indexed = Math.min(recent.head, recent.indexed + value);
            recent.indexedUpTo(indexed);
            kept = kept.filter(({ position }) => position > indexed);
          }
        }
        expect(recent.count).toBe(kept.length);
        for (const [asked, after, upTo] of questions) {
          const found = kept.filter((e) => e.position > after && matches(asked, e));
          expect(recent.standsAfter(asked, after)).toBe(found.length > 0);
          expect(recent.positions(asked, after, upTo)).toEqual(
            found.map(({ position }) => position).filter((position) => position <= upTo),
          );
        }
        for (let n = 1; n <= recent.head + 5; n += 1) {
          const there = kept.some(({ position }) => position === n);
          expect(recent.firstOfKey(`key ${String(n)}`)).toBe(there ? n : undefined);
        }
      },
    ),
  );
});
