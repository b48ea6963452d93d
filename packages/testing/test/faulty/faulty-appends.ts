import { either as E, option as O } from 'fp-ts';
import { CONFLICT, faulty, readsConflict, turn, type FaultyStore } from './faulty-store.js';

/** Wrong about what is appended. */
export const faultyAppends: readonly FaultyStore[] = [
  {
    fault: 'no condition is checked',
    open: () =>
      faulty(({ append }) => ({ append: (batch) => append({ ...batch, conditions: [] }) })),
    caughtBy: [
      'a condition fails for what matches after its position, and for nothing else',
      'a batch whose condition fails leaves nothing behind',
      'of appends guarded alike that race, exactly one wins',
    ],
  },
  {
    fault: 'only the first condition is checked',
    open: () =>
      faulty(({ append }) => ({
        append: (batch) => append({ ...batch, conditions: batch.conditions.slice(0, 1) }),
      })),
    caughtBy: [
      'of several conditions, each with its own position, all must hold',
      'of racing batches with two conditions each, a batch loses only to one that shares a guard, and always to that',
    ],
  },
  {
    fault: 'all conditions are checked after the position of the first',
    open: () =>
      faulty(({ append }) => ({
        append: (batch) => {
          const after = batch.conditions[0]?.after ?? 0;
          return append({ ...batch, conditions: batch.conditions.map((c) => ({ ...c, after })) });
        },
      })),
    caughtBy: ['of several conditions, each with its own position, all must hold'],
  },
  {
    fault: 'any event after the position of a condition fails it',
    open: () =>
      faulty(({ append }) => ({
        append: (batch) =>
          append({
            ...batch,
            conditions: batch.conditions.map(({ after }) => ({ after, failIfEventsMatch: 'all' })),
          }),
      })),
    caughtBy: [
      'a condition fails for what matches after its position, and for nothing else',
      'racing appends whose guards do not meet all win',
    ],
  },
  {
    fault: 'the conditions are checked, then the batch is appended: two steps',
    open: () =>
      faulty((right) => ({
        append: (batch) => async () => {
          const known = await right.lookup(batch.key)();
          if (E.isRight(known) && O.isSome(known.right)) return right.append(batch)();
          if (await readsConflict(right, batch)) return CONFLICT;
          await turn();
          return right.append({ ...batch, conditions: [] })();
        },
      })),
    caughtBy: [
      'of appends guarded alike that race, exactly one wins',
      'of racing batches with two conditions each, a batch loses only to one that shares a guard, and always to that',
    ],
  },
  {
    fault: 'an append that fails leaves its first event',
    open: () =>
      faulty((right) => ({
        append: (batch) => async () => {
          const keepHalf = right.append({ ...batch, events: [batch.events[0]], conditions: [] });
          const result = await right
            .append(batch)()
            .catch(async (error: unknown) => {
              await keepHalf();
              throw error;
            });
          if (E.isLeft(result)) await keepHalf();
          return result;
        },
      })),
    caughtBy: [
      'a batch whose condition fails leaves nothing behind',
      'a batch that no store can keep is refused and leaves nothing behind',
    ],
  },
];
