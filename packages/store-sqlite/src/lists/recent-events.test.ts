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
  | readonly ['add', Pick<RecordedEvent, 'type' | 'tags'>]
  | readonly ['cut' | 'index', number]
  | readonly ['ask', Query];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: event.map((each): Step => ['add', each]) },
  { weight: 3, arbitrary: query.map((asked): Step => ['ask', asked]) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }).map((back): Step => ['cut', back]) },
  // Or further than what is in memory: so far another process wrote and indexed.
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 }).map((on): Step => ['index', on]) },
);

/** What another process wrote, and this one never had in memory. */
const unseen = (position: number): RecentEvent => ({
  ...{ position, type: 'A', tags: ['wallet:a'], key: undefined },
});

test('events in memory are found as a walk over all of them finds them, whatever was taken back or indexed', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.array(fc.tuple(query, bound, bound), { minLength: 5, maxLength: 5 }),
      (steps, questions) => {
        const recent = new RecentEvents(0);
        let kept: RecentEvent[] = [];
        let log: RecentEvent[] = [];
        for (const [what, value] of steps) {
          if (what === 'add') {
            const position = recent.head + 1;
            const made = { ...value, position, key: `key ${String(position)}` };
            recent.add(made);
            kept.push(made);
            log.push(made);
          } else if (what === 'cut') {
            const head = Math.max(recent.indexed, recent.head - value);
            recent.cutBack(head);
            kept = kept.filter(({ position }) => position <= head);
            log = log.filter(({ position }) => position <= head);
          } else if (what === 'ask') {
            const found = kept.filter((e) => matches(value, e));
            expect(recent.positions(value, 0, Infinity)).toEqual(found.map((e) => e.position));
          } else {
            const indexed = recent.indexed + value;
            for (let next = recent.head + 1; next <= indexed; next += 1) log.push(unseen(next));
            recent.indexedUpTo(indexed);
            kept = kept.filter(({ position }) => position > indexed);
          }
        }
        expect(recent.count).toBe(kept.length);
        const listed = [...recent.lists.all()].flatMap(([name, byTag]) =>
          [...byTag].flatMap(([tagged, list]) => list.map((e) => [name, tagged, e.position])),
        );
        const expected = kept.flatMap(({ tags, position, ...e }) =>
          ['', ...tags].map((tagged) => [e.type, tagged, position]),
        );
        expect(listed.sort()).toEqual(expected.sort());
        for (const [asked, after, upTo] of questions) {
          const found = kept.filter((e) => e.position > after && matches(asked, e));
          expect(recent.standsAfter(asked, after)).toBe(found.length > 0);
          if (log.some((e) => e.position > after && matches(asked, e))) {
            expect(recent.mayStandAfter(asked, after)).toBe(true);
          }
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
