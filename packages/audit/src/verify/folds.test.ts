import { keyedFold, type DomainEvent, type Projection } from '@largesse/core';
import { LiveFolds } from './live-folds.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';

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

test('a state of which a snapshot keeps only a part is found', () => {
  const hidden = Symbol('hidden');
  const loses = projection((draft) => {
    const inner = draft as Record<symbol, number>;
    inner[hidden] = (inner[hidden] ?? 0) + 1;
    draft.n = inner[hidden];
  });
  expect(differences(loses, 3)).toEqual([
    'ticks "a": snapshot and tail are not the replayed state',
  ]);
});

test('snapshots are the same for the same state, and read back', () => {
  const state = {
    b: 1n,
    a: [
      new Map([
        ['y', { z: -2n }],
        ['x', { z: 0n }],
      ]),
      null,
      true,
      'ü"',
      1.5,
    ],
  };
  const text = writeSnapshot(state);
  expect(text).toBe(
    '{"a":[{"$map":[["x",{"z":{"$bigint":"0"}}],["y",{"z":{"$bigint":"-2"}}]]},null,true,"ü\\"",1.5],"b":{"$bigint":"1"}}',
  );
  expect(writeSnapshot(readSnapshot(text))).toBe(text);
  expect(readSnapshot(text)).toEqual(state);
});

test('what is no plain data has no snapshot', () => {
  expect(() => writeSnapshot({ when: new Date(0) })).toThrow('an object of a class');
  expect(() => writeSnapshot({ gone: undefined })).toThrow('undefined');
});
