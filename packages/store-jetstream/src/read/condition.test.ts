import type { AppendCondition, Position, Query, Tag } from '@largesse/core';
import * as fc from 'fast-check';
import { listedServer } from '../../test/listed-server.js';
import { subjects } from '../../test/message.js';
import { Tail } from '../view/tail.js';
import { Selection } from './selection.js';

const tags = ['wallet:ann', 'wallet:tom', 'creator:bea'] as const;

const queries: readonly { readonly query: Query; readonly all: readonly Tag[] }[] = [
  { query: { items: [{ types: ['Gift'] }] }, all: [] },
  ...tags.map((tag) => ({ query: { items: [{ types: ['Gift'], tags: [tag] }] }, all: [tag] })),
  {
    query: { items: [{ tags: ['wallet:ann', 'creator:bea'] }] },
    all: ['wallet:ann', 'creator:bea'],
  },
];

/** A gift of these tags, or all indexes brought up to date. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.subarray([...tags], { minLength: 1 }) },
  { weight: 1, arbitrary: fc.constant('indexes' as const) },
);

/** A view of few subjects of a log that another process wrote, and where the gifts of each query stand. */
const viewOf = async (steps: readonly (readonly Tag[] | 'indexes')[]) => {
  const server = listedServer();
  const tail = new Tail(server, subjects, { subjects: 4, indexFrom: 99, indexTo: 9, far: 99 });
  const gifts: { readonly position: Position; readonly tags: readonly Tag[] }[] = [];
  for (const given of steps) {
    if (given === 'indexes') server.writeIndexes();
    else {
      server.writeGifts(1, given);
      gifts.push({ position: await server.last(), tags: given });
    }
    await tail.fresh();
  }
  const last = (all: readonly Tag[]) =>
    gifts.findLast((gift) => all.every((tag) => gift.tags.includes(tag)))?.position ?? 0;
  return { tail, selection: new Selection(tail, subjects), last };
};

test('a condition is judged right, and nothing is asked for one about what came after the horizon', async () => {
  const judged = { holds: 0, fails: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const { tail, selection, last } = await viewOf(steps);
      const { head, horizon } = tail.view;
      for (const { query, all } of queries) {
        // From the newest on: what must be asked for is only known afterwards.
        for (let after = head; after >= 0; after -= 1) {
          const condition: AppendCondition = { failIfEventsMatch: query, after };
          const needed = selection.subjectsFor(condition);
          expect(needed.length > 0).toBe(after < horizon);
          await tail.know(needed);
          const stands = await selection.hasAfter(condition);
          expect(stands).toBe(last(all) > after);
          if (horizon > 0 && after >= horizon) judged[stands ? 'fails' : 'holds'] += 1;
        }
      }
    }),
  );
  expect(Math.min(judged.holds, judged.fails)).toBeGreaterThan(50);
});

test('what was forgotten since it was asked for is not taken for nothing', async () => {
  const steps = [
    ['wallet:ann'],
    'indexes',
    ...Array<readonly Tag[]>(9).fill(['wallet:tom']),
  ] as const;
  const { tail, selection } = await viewOf(steps);
  const condition = { failIfEventsMatch: { items: [{ tags: ['wallet:ann'] }] }, after: 0 } as const;
  expect(selection.subjectsFor(condition)).not.toEqual([]);
  await expect(selection.hasAfter(condition)).rejects.toThrow('was forgotten meanwhile');
  await tail.know(selection.subjectsFor(condition));
  expect(await selection.hasAfter(condition)).toBe(true);
});
