import { START, type Positioned } from '@largesse/core';
import type { GiftingEvent } from '@largesse/domain';
import type { LogEntry } from '../log/log-line.js';

/**
 * What the folds take of each event, one by one: nothing of one whose position is not above the one before, which is
 * a repeat. All folds are given an event's place among those that are taken, not its position: where positions jump
 * up or back, none takes for a repeat what another one folds.
 */
export const takenOf = (): ((entry: LogEntry) => Positioned<GiftingEvent> | undefined) => {
  let before = START;
  let taken = 0;
  return ({ event, recorded }) => {
    const isNew = recorded.position > before;
    before = recorded.position;
    if (!isNew) return undefined;
    taken += 1;
    return { event, position: taken };
  };
};
