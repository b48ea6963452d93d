import fc from 'fast-check';
import { RecentMap } from './recent-map.js';

type Step = readonly ['set' | 'delete', number] | readonly ['clear', 0];

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: fc.tuple(fc.constantFrom('set', 'set', 'set', 'delete'), fc.nat(30)) },
  { weight: 1, arbitrary: fc.constant<Step>(['clear', 0]) },
);

test('a map that remembers what was written last does as a list would', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(steps, { maxLength: 400 }),
      (most, all) => {
        let list: (readonly [number, number])[] = [];
        const expected: (readonly [number, number])[] = [];
        const dropped: (readonly [number, number])[] = [];
        const map = new RecentMap<number, number>(most, (key, value) => dropped.push([key, value]));
        for (const [n, [what, key]] of all.entries()) {
          switch (what) {
            case 'set':
              map.set(key, n);
              list = [...list.filter(([other]) => other !== key), [key, n]];
              expected.push(...list.splice(0, list.length - most));
              break;
            case 'delete':
              map.delete(key);
              list = list.filter(([other]) => other !== key);
              break;
            case 'clear':
              map.clear();
              list = [];
          }
          const found = Array.from({ length: 31 }, (_, each) => [each, map.get(each)] as const);
          expect(found).toEqual(found.map(([each]) => [each, new Map(list).get(each)]));
        }
        expect(dropped).toEqual(expected);
      },
    ),
    { numRuns: 50 },
  );
});

test('it holds more from now on when room is made', () => {
  const map = new RecentMap<string, number>(1);
  map.set('a', 1);
  map.makeRoom(2);
  map.set('b', 2);
  expect([map.has('a'), map.has('b')]).toEqual([true, true]);
  map.set('c', 3);
  expect([map.has('a'), map.has('b'), map.has('c')]).toEqual([false, true, true]);
});
