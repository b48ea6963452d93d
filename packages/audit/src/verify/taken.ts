import { START, type Positioned } from '@largesse/core';
import type { GiftingEvent } from '@largesse/domain';
import type { LogEntry } from '../log/log-line.js';

/**
 * What the folds take of each event, one by one: nothing of a repeat, which has a key that was there before and a
 * position that is not above all before it. Any other event counts where it stands, also if its position is out of
 * order. All folds are given its place among those that are taken, not its position: where positions jump up or back,
 * none takes for a repeat what another one folds.
 */
export const takenOf = (): ((
  entry: LogEntry,
  keyIsNew: boolean,
) => Positioned<GiftingEvent> | undefined) => {
  let highest = START;
  let taken = 0;
  return ({ event, recorded }, keyIsNew) => {
    const isAbove = recorded.position > highest;
    highest = Math.max(highest, recorded.position);
    if (!keyIsNew && !isAbove) return undefined;
    taken += 1;
    return { event, position: taken };
  };
};
