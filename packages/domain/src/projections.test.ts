import {
  evolve,
  keyedFold,
  unfolded,
  type Folded,
  type Positioned,
  type Projection,
} from '@largesse/core';
import { everyProjection, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { giftingEvents, type GiftingEvent } from './event/gifting-events.js';

const replayed = (
  projection: Projection<unknown, GiftingEvent>,
  events: readonly Positioned<GiftingEvent>[],
) => {
  const fold = keyedFold(projection);
  for (const positioned of events) fold.add(positioned);
  return fold.states;
};

const isFrozenThrough = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) &&
    (value instanceof Map ? [...value.values()] : Object.values(value)).every(isFrozenThrough));

const runs = { numRuns: 15 };

test('their names differ, since caches and snapshots go by them', () => {
  expect(new Set(everyProjection.map(({ name }) => name)).size).toBe(everyProjection.length);
});

describe.each(everyProjection.map((projection) => ({ name: projection.name, projection })))(
  '$name',
  ({ projection }) => {
    test('live recipe = replay recipe, and what subscribers were given stays as it was', () => {
      fc.assert(
        fc.property(history(), (commands) => {
          const { events } = judge(commands);
          const live = new Map<string, Folded<unknown>>();
          const given: { readonly state: unknown; readonly copy: unknown }[] = [];
          for (const positioned of events) {
            const { event } = positioned;
            if (!projection.types.includes(event.type)) continue;
            const key = projection.keyOf(event);
            const next = evolve(projection, live.get(key) ?? unfolded(projection), positioned);
            live.set(key, next);
            given.push({ state: next.state, copy: structuredClone(next.state) });
            expect(isFrozenThrough(next.state)).toBe(true);
          }
          expect(live).toEqual(replayed(projection, events));
          for (const { state, copy } of given) expect(state).toEqual(copy);
        }),
        runs,
      );
    });

    test('events that come again change nothing', () => {
      fc.assert(
        fc.property(history(), fc.nat({ max: 60 }), (commands, length) => {
          const { events } = judge(commands);
          const once = replayed(projection, events);
          const twice = events.flatMap((positioned) => [positioned, positioned]);
          expect(replayed(projection, twice)).toEqual(once);
          expect(replayed(projection, [...events, ...events.slice(0, length)])).toEqual(once);
          const [known, tail] = [events.slice(0, length), events.slice(length)];
          expect(replayed(projection, [...known, ...known, ...tail])).toEqual(once);
        }),
        runs,
      );
    });

    test('an entity is found under the tags of its events', () => {
      fc.assert(
        fc.property(history(), (commands) => {
          for (const { event } of judge(commands).events) {
            if (!projection.types.includes(event.type)) continue;
            const { tags } = giftingEvents.encode(event);
            expect(tags).toEqual(
              expect.arrayContaining([...projection.tags(projection.keyOf(event))]),
            );
          }
        }),
        runs,
      );
    });
  },
);
