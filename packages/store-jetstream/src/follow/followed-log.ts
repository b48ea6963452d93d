import type { Query } from '@largesse/core';
import type { Followed } from '@largesse/store-kit';
import type { Selection } from '../read/selection.js';
import type { Tail } from '../view/tail.js';
import type { Wakes } from './wakes.js';

/** What the followers of a log share. */
export interface FollowedLog {
  readonly tail: Tail;
  readonly selection: Selection;
  readonly wakes: Pick<Wakes, 'listen' | 'stop'>;
  readonly isClosed: () => boolean;
}

/** Lets queries be followed. A process asks for news only while somebody follows. */
export const followedLog = ({ tail, selection, wakes, isClosed }: FollowedLog) => {
  let followers = 0;
  return (query: Query): Followed => {
    let counted = false;
    return {
      next: async (after) => {
        tail.failIfGone();
        const head = tail.view.settled;
        for await (const batch of selection.between(query, after, head)) return batch;
        return Math.max(after, head);
      },
      isClosed,
      wait: (wake) => {
        tail.wait(wake);
        if (!counted) followers += 1;
        counted = true;
        wakes.listen();
      },
      stopWaiting: (wake) => {
        tail.stopWaiting(wake);
        if (counted) followers -= 1;
        counted = false;
        if (followers === 0) wakes.stop();
      },
    };
  };
};
