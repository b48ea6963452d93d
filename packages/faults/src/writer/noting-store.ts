import type { EventStore } from '@largesse/core';
import { either as E } from 'fp-ts';
import type { Journal } from '../journal/journal-file.js';

/** A store whose appends are noted when they begin and when they end, so that it is known what a fault hit. */
export const notingStore = (store: EventStore, journal: Journal): EventStore => {
  let count = 0;
  return {
    ...store,
    append: (batch) => async () => {
      count += 1;
      const id = count;
      journal.write({ note: 'append', id });
      const result = await store.append(batch)();
      const ended = { note: 'appended', id } as const;
      if (E.isRight(result))
        journal.write({ ...ended, outcome: result.right.repeated ? 'repeated' : 'done' });
      else {
        const { code, ...rest } = result.left;
        journal.write({ ...ended, outcome: code, ...('message' in rest ? rest : {}) });
      }
      return result;
    },
  };
};
