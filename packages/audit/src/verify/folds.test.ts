import { keyedFold, type DomainEvent, type Projection } from '@largesse/core';
import { LiveFolds } from './live-folds.js';

interface Ticked extends DomainEvent {
  readonly type: 'Ticked';
}

type State = Record<string, unknown>;

const projection = (
  apply: (draft: State) => void,
  initial: () => State = () => ({ n: 0n }),
): Projection<State, Ticked> => ({
  name: 'ticks',
  version: 1,
  types: ['Ticked'],
  tags: () => [],
  keyOf: () => 'a',
  initial,
  apply,
});

const differences = (ticks: Projection<State, Ticked>, events: number): readonly string[] => {
  const replayed = keyedFold(ticks);
  const live = new LiveFolds(replayed);
  for (let position = 1; position <= events; position += 1) {
    const tick = { position, event: { type: 'Ticked', at: '' } as const };
    replayed.add(tick);
    live.add(tick);
  }
  return [...live.differences()];
};

const count = (draft: State) => {
  draft.n = (draft.n as bigint) + 1n;
};

test('a recipe that keeps to the rules comes to one state on every way', () => {
  expect(differences(projection(count), 40)).toEqual([]);
});

test('a recipe that behaves otherwise under Immer is found', () => {
  const kept: State[] = [];
  const remembers = projection((draft) => {
    kept.push(draft);
    draft.n = kept.filter((one) => one === draft).length;
  });
  expect(differences(remembers, 3)).toEqual(['ticks "a": the live state is not the replayed one']);
});

test('a recipe that goes by what a snapshot does not keep is found', () => {
  const bare = (): State => ({ __proto__: null, n: 0n });
  const inherits = projection((draft) => {
    draft.n = (draft.n as bigint) + ('toString' in draft ? 1n : 2n);
  }, bare);
  expect(differences(inherits, 3)).toEqual([
    'ticks "a": snapshot and tail are not the replayed state',
  ]);
});

test('a recipe whose fields come in another order under Immer is found: others may go by it', () => {
  const seen = new WeakSet<State>();
  const sorts = projection((draft) => {
    const names = seen.has(draft) ? ['b', 'a'] : ['a', 'b'];
    if (draft.n === 1n) for (const name of names) draft[name] = 1n;
    seen.add(draft);
    count(draft);
  });
  expect(differences(sorts, 2)).toEqual(['ticks "a": the live state is not the replayed one']);
});

test('a state that is no plain data is refused, as engines refuse it', () => {
  const dated = projection((draft) => {
    draft.when = new Date(0);
  });
  expect(() => differences(dated, 1)).toThrow('no plain data');
});
