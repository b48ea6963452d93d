import { either as E, option as O } from 'fp-ts';
import { CONFLICT, faulty, readsConflict, turn, type FaultyStore } from './faulty-store.js';

/** Wrong about keys. */
export const faultyKeys: readonly FaultyStore[] = [
  {
    fault: 'a key is forgotten after a hundred others, and appended again',
    open: () => {
      const turnOf = new Map<string, number>();
      let turns = 0;
      return faulty((right) => ({
        append: (batch) => async () => {
          turns += 1;
          const first = turnOf.get(batch.key);
          const forgotten = first !== undefined && turns - first > 100;
          turnOf.set(batch.key, turns);
          return right.append(forgotten ? { ...batch, key: `${batch.key} again` } : batch)();
        },
      }));
    },
    caughtBy: ['a key is remembered after many others'],
  },
  {
    fault: 'a key is not looked at: what comes twice is appended twice',
    open: () => {
      let appends = 0;
      return faulty((right) => ({
        append: (batch) =>
          right.append({ ...batch, key: `${batch.key} ${String((appends += 1))}` }),
      }));
    },
    caughtBy: [
      'a key again, with its fingerprint, returns the first events and appends nothing',
      'a key raced by many is appended once, and all get the same events',
    ],
  },
  {
    fault: 'the conditions are looked at before the key',
    open: () =>
      faulty((right) => ({
        append: (batch) => async () =>
          (await readsConflict(right, batch)) ? CONFLICT : right.append(batch)(),
      })),
    caughtBy: [
      'a key is looked at before the conditions',
      'a key raced by many with a guard that its own events break still gives all the same events',
    ],
  },
  {
    fault: 'the key is looked at, then the batch is appended: two steps',
    open: () => {
      let appends = 0;
      return faulty((right) => {
        const keyOf = new Map<string, string>();
        return {
          append: (batch) => async () => {
            const known = keyOf.get(batch.key);
            if (known !== undefined) return right.append({ ...batch, key: known })();
            await turn();
            const key = `${batch.key} ${String((appends += 1))}`;
            keyOf.set(batch.key, key);
            return right.append({ ...batch, key })();
          },
        };
      });
    },
    caughtBy: [
      'a key raced by many is appended once, and all get the same events',
      'a key raced for different commands goes to one of them',
    ],
  },
  {
    fault: 'the fingerprint is ignored',
    open: () =>
      faulty((right) => ({
        append: (batch) => async () => {
          const known = await right.lookup(batch.key)();
          return E.isRight(known) && O.isSome(known.right)
            ? E.right({ events: known.right.value, repeated: true })
            : right.append(batch)();
        },
      })),
    caughtBy: [
      'a key with another fingerprint is refused and appends nothing',
      'a key is remembered after many others',
      'a key raced for different commands goes to one of them',
    ],
  },
  {
    fault: 'a key is used up by an append that was refused',
    open: () => {
      const refused = new Set<string>();
      return faulty((right) => ({
        append: (batch) => async () => {
          if (refused.has(batch.key)) return CONFLICT;
          const result = await right.append(batch)();
          if (E.isLeft(result)) refused.add(batch.key);
          return result;
        },
      }));
    },
    caughtBy: ['a refused append does not use up its key'],
  },
  {
    fault: 'the first events of a key are kept as a field of an object, which __proto__ never is',
    open: () => {
      const first: Record<string, unknown> = {};
      return faulty((right) => ({
        append: (batch) => async () => {
          const result = await right.append(batch)();
          if (E.isLeft(result)) return result;
          first[batch.key] ??= [];
          return Object.hasOwn(first, batch.key)
            ? result
            : E.left({ code: 'outcome_unknown', message: 'its events are gone' });
        },
      }));
    },
    caughtBy: ['an odd key is known again as any other is'],
  },
  {
    fault: 'keys are compared without regard to case',
    open: () =>
      faulty((right) => ({
        append: (batch) => right.append({ ...batch, key: batch.key.toLowerCase() }),
        lookup: (key) => right.lookup(key.toLowerCase()),
      })),
    caughtBy: [
      'odd names in tags, types and keys are kept apart and found',
      'lookup finds the events of a key, and nothing for a key never appended',
    ],
  },
];
