import * as fc from 'fast-check';
import type { DomainEvent, Positioned } from './event.js';
import { evolve, replay, unfolded } from './fold.js';
import { keyedFold } from './keyed-fold.js';
import { queryOf, type Projection } from './projection.js';

interface Noted extends DomainEvent {
  readonly type: 'Noted';
  readonly page: string;
  readonly line: string;
}
interface Wiped extends DomainEvent {
  readonly type: 'Wiped';
  readonly page: string;
}
type PageEvent = Noted | Wiped;

interface Page {
  readonly lines: readonly string[];
  readonly seen: ReadonlyMap<string, number>;
}

const page: Projection<Page, PageEvent> = {
  name: 'page',
  version: 1,
  types: ['Noted', 'Wiped'],
  tags: (key) => [`page:${key}`],
  keyOf: (event) => event.page,
  initial: () => ({ lines: [], seen: new Map() }),
  apply: (draft, event) => {
    switch (event.type) {
      case 'Noted':
        draft.lines.push(event.line);
        draft.seen.set(event.line, (draft.seen.get(event.line) ?? 0) + 1);
        return;
      case 'Wiped':
        draft.lines = [];
    }
  },
};

const at = '2026-03-01T18:00:00.000Z';
const pageName = fc.constantFrom('a', '__proto__', 'constructor');
const pageEvent: fc.Arbitrary<PageEvent> = fc.oneof(
  fc.record({
    type: fc.constant('Noted'),
    at: fc.constant(at),
    page: pageName,
    line: fc.constantFrom('x', 'y', '__proto__'),
  }),
  fc.record({ type: fc.constant('Wiped'), at: fc.constant(at), page: pageName }),
);

/** Events at rising positions, with gaps. */
const log = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), pageEvent))
  .map((steps): readonly Positioned<PageEvent>[] => {
    let position = 0;
    return steps.map(([gap, event]) => ({ position: (position += gap), event }));
  });

const note = (position: number, line: string): Positioned<PageEvent> => ({
  position,
  event: { type: 'Noted', at, page: 'a', line },
});

test('replay changes the state that it is given, evolve makes another', () => {
  const owned = unfolded(page);
  const { state } = owned;
  expect(replay(page, owned, note(3, 'x'))).toBe(true);
  expect(owned).toEqual({ state: { lines: ['x'], seen: new Map([['x', 1]]) }, position: 3 });
  expect(owned.state).toBe(state);

  const before = unfolded(page);
  const after = evolve(page, before, note(3, 'x'));
  expect(after).toEqual(owned);
  expect(before).toEqual({ state: page.initial(), position: 0 });
});

test('an event at or below the position is a repeat and changes nothing', () => {
  const folded = evolve(page, unfolded(page), note(3, 'x'));
  for (const position of [1, 2, 3]) {
    expect(evolve(page, folded, note(position, 'y'))).toBe(folded);
    const owned = { ...folded };
    expect(replay(page, owned, note(position, 'y'))).toBe(false);
    expect(owned).toEqual(folded);
  }
  expect(evolve(page, folded, note(4, 'y')).state.lines).toEqual(['x', 'y']);
});

test('what evolve gives is frozen, deeply', () => {
  const { state } = evolve(page, unfolded(page), note(1, 'x'));
  expect(Object.isFrozen(state)).toBe(true);
  expect(Object.isFrozen(state.lines)).toBe(true);
  expect(() => (state.seen as Map<string, number>).set('y', 1)).toThrow();
});

test('each fold starts from a state of its own', () => {
  const [one, other] = [unfolded(page), unfolded(page)];
  replay(page, one, note(1, 'x'));
  expect(other.state).toEqual({ lines: [], seen: new Map() });
});

test('a keyed fold has of each entity just what a fold of its own events has', () => {
  fc.assert(
    fc.property(log, (events) => {
      const fold = keyedFold(page);
      for (const positioned of [...events, ...events]) fold.add(positioned);
      const names = new Set(events.map(({ event }) => event.page));
      expect(new Set(fold.states.keys())).toEqual(names);
      for (const name of names) {
        const its = events.filter(({ event }) => event.page === name);
        const alone = its.reduce((folded, next) => evolve(page, folded, next), unfolded(page));
        expect(fold.states.get(name)).toEqual(alone);
      }
    }),
  );
});

test('a keyed fold passes over events of other types, and knows no entity by them', () => {
  const wipes: Projection<Page, PageEvent> = { ...page, types: ['Wiped'] };
  const fold = keyedFold(wipes);
  fold.add(note(1, 'x'));
  expect(fold.states.size).toBe(0);
});

test('the query of an entity asks for its types and tags, or for some of the types', () => {
  expect(queryOf(page, 'a')).toEqual({ items: [{ types: ['Noted', 'Wiped'], tags: ['page:a'] }] });
  expect(queryOf(page, 'a', ['Wiped'])).toEqual({
    items: [{ types: ['Wiped'], tags: ['page:a'] }],
  });
});
