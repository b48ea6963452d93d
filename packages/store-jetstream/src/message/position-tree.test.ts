import fc from 'fast-check';
import { grown, lastOf, positionsAfter, type PositionTree } from './position-tree.js';

/** Writes a tree as a log would: at each step some positions, then the message that holds them. */
const written = (steps: readonly number[]) => {
  const messages = new Map<number, PositionTree>();
  const all: number[] = [];
  let sequence = 0;
  let holder = 0;
  for (const size of steps) {
    const positions = Array.from({ length: size }, (_, n) => sequence + 1 + n);
    sequence += size + 1;
    const tree = grown(messages.get(holder) ?? [], positions, holder);
    messages.set(sequence, tree);
    holder = sequence;
    all.push(...positions);
  }
  return { messages, all, tree: messages.get(holder) ?? [] };
};

const steps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 400 });

test('a tree leads to all its positions after any, in order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0, max: 1, noNaN: true }), async (sizes, share) => {
      const { messages, all, tree } = written(sizes);
      const after = Math.floor(share * lastOf(tree));
      const load = (sequences: readonly number[]) =>
        Promise.resolve(sequences.map((sequence) => messages.get(sequence) ?? []));
      const found = await positionsAfter(tree, after, load);
      expect(found).toEqual(all.filter((position) => position > after));
      expect(lastOf(tree)).toBe(all.at(-1));
    }),
    { numRuns: 60 },
  );
});

test('the tail of a long history costs a few nodes, all of it about a sixteenth', async () => {
  const { messages, all, tree } = written(Array.from({ length: 10_000 }, () => 1));
  let loaded = 0;
  const load = (sequences: readonly number[]) => {
    loaded += sequences.length;
    return Promise.resolve(sequences.map((sequence) => messages.get(sequence) ?? []));
  };
  expect(tree.flat().length).toBeLessThan(70);
  await positionsAfter(tree, all.at(-10) ?? 0, load);
  expect(loaded).toBeLessThanOrEqual(2);
  expect(await positionsAfter(tree, 0, load)).toHaveLength(10_000);
  expect(loaded).toBeLessThan(800);
});
