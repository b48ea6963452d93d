import { ALL, START, type EventStore, type Position } from '@largesse/core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal } from '../journal/journal-file.js';
import { witness } from '../journal/witness.js';

/** Follows the whole log and notes all that it sees; goes on where it was if that breaks off. */
export const startFollower = (store: EventStore, journal: Journal) => {
  let last: Position = START;
  let ended = false;
  let iterator: AsyncIterator<unknown> | undefined;

  const run = async () => {
    while (!ended) {
      try {
        const batches = store.follow(ALL, last)[Symbol.asyncIterator]();
        iterator = batches;
        for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
          journal.write({ note: 'seen', events: next.value.map(witness) });
          last = next.value.at(-1)?.position ?? last;
        }
      } catch (thrown) {
        journal.write({ note: 'remark', text: `the follow broke off: ${String(thrown)}` });
      }
      await sleep(100);
    }
  };
  const running = run();

  return {
    reach: async (position: Position) => {
      while (last < position) await sleep(20);
    },
    close: async () => {
      ended = true;
      await iterator?.return?.();
      await running;
    },
  };
};
