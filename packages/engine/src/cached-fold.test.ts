import type { Projection } from '@largesse/core';
import { CachedFold } from './cached-fold.js';

interface Noted {
  readonly type: 'Noted';
  readonly at: string;
}

/** Keeps how many events it was given. */
const count: Projection<{ readonly events: number }, Noted> = {
  name: 'count',
  version: 1,
  types: ['Noted'],
  tags: () => [],
  keyOf: () => '',
  initial: () => ({ events: 0 }),
  apply: (draft) => {
    draft.events += 1;
  },
};

const at = (position: number) => ({ position, event: { type: 'Noted', at: '' } as const });

describe('A cached fold', () => {
  it('knows an own append at once, though events of others may lie between', () => {
    const fold = new CachedFold(count);
    fold.read([at(1), at(2)]);
    fold.appended('a', 2, at(9));
    expect(fold.view('a')).toEqual({ state: { events: 3 }, position: 9 });
    expect(fold.complete).toEqual({ state: { events: 2 }, position: 2 });
  });

  it('keeps it from decisions with another guard: the append proved nothing for them', () => {
    const fold = new CachedFold(count);
    fold.appended('a', 0, at(9));
    expect(fold.view('b')).toEqual({ state: { events: 0 }, position: 0 });
  });

  it('is up to date again when it has read all that was acknowledged', () => {
    const fold = new CachedFold(count);
    fold.appended('a', 0, at(9));
    fold.read([at(4)]);
    expect(fold.caughtUp()).toBe(false);
    fold.read([at(4), at(9)]);
    expect(fold.caughtUp()).toBe(true);
    expect(fold.view('a')).toEqual({ state: { events: 2 }, position: 9 });
  });

  it('takes an append that a read has shown already only once', () => {
    const fold = new CachedFold(count);
    fold.read([at(9)]);
    fold.appended('a', 0, at(9));
    expect(fold.view('a')).toEqual({ state: { events: 1 }, position: 9 });
  });

  it('forgets an append that was proved on a state which it no longer has', () => {
    // Decided on a state that knew position 9; then another guard took the place of that state.
    const fold = new CachedFold(count);
    fold.appended('a', 0, at(9));
    fold.appended('b', 0, at(11));
    fold.appended('a', 9, at(12));
    expect(fold.view('a')).toEqual({ state: { events: 0 }, position: 0 });
    expect(fold.view('b')).toEqual({ state: { events: 1 }, position: 11 });
  });
});
