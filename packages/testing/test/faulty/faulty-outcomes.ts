import type { AppendError } from '@largesse/core';
import { faulty, losing, type FaultyStore } from './faulty-store.js';

const LOST_ANSWER =
  'an append whose answer is lost is not said to have failed, and its key resolves it';
const LOST_REQUEST =
  'an append that is lost on its way is not said to be done, and its key is still free';

const message = 'the connection was lost';
const UNKNOWN: AppendError = { code: 'outcome_unknown', message };
const UNAVAILABLE: AppendError = { code: 'store_unavailable', message };

/** Wrong about appends that nobody heard of again. */
export const faultyOutcomes: readonly FaultyStore[] = [
  {
    fault: 'a lost connection is taken for a no',
    open: () => faulty(() => ({})),
    breakable: () => losing(() => UNAVAILABLE),
    caughtBy: [LOST_ANSWER],
  },
  {
    fault: 'a lost connection is taken for a conflict',
    open: () => faulty(() => ({})),
    breakable: () => losing(() => ({ code: 'condition_failed' })),
    caughtBy: [LOST_ANSWER, LOST_REQUEST],
  },
  {
    fault: 'what was sent is taken for recorded',
    open: () => faulty(() => ({})),
    breakable: () => losing((lost) => (lost === 'request' ? 'appended' : UNKNOWN)),
    caughtBy: [LOST_REQUEST],
  },
  {
    fault: 'an append after a lost connection gets a key of its own',
    open: () => faulty(() => ({})),
    breakable: () => {
      let appends = 0;
      return losing(
        () => UNKNOWN,
        faulty((right) => ({
          append: (batch) =>
            right.append({ ...batch, key: `${batch.key} ${String((appends += 1))}` }),
        })),
      );
    },
    caughtBy: [LOST_ANSWER],
  },
  {
    fault: 'a key is kept for an append that was lost, whatever comes with it',
    open: () => faulty(() => ({})),
    breakable: () =>
      losing(
        () => UNKNOWN,
        faulty((right) => ({
          append: (batch) => right.append({ ...batch, fingerprint: batch.key }),
        })),
      ),
    caughtBy: [LOST_REQUEST],
  },
];
