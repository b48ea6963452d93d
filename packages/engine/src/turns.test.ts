import * as fc from 'fast-check';
import { Turns, passAll, takeAll } from './turns.js';

describe('Turns', () => {
  it('are had by one task at a time, and nobody waits for ever', async () => {
    const names = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(names, { maxLength: 20 }), async (tasks) => {
        const turns = new Map(['a', 'b', 'c'].map((name) => [name, new Turns()]));
        const order = new Map<string, number[]>();
        const held = new Set<string>();
        await Promise.all(
          tasks.map(async (wanted, task) => {
            const mine = wanted.flatMap((name) => turns.get(name) ?? []);
            await takeAll(mine);
            for (const name of wanted) {
              expect(held.has(name)).toBe(false);
              held.add(name);
              order.set(name, [...(order.get(name) ?? []), task]);
            }
            await Promise.resolve();
            for (const name of wanted) held.delete(name);
            passAll(mine);
          }),
        );
        const done = [...order.values()].flat();
        expect(done).toHaveLength(tasks.flat().length);
      }),
    );
  });

  it('are in order of arrival', async () => {
    const turn = new Turns();
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (task) => {
        await takeAll([turn]);
        order.push(task);
        await Promise.resolve();
        passAll([turn]);
      }),
    );
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('make nobody wait who is alone', () => {
    const turn = new Turns();
    expect(takeAll([turn])).toBeUndefined();
    expect(takeAll([turn])).toBeInstanceOf(Promise);
  });
});
