import type { Position, Tag } from '@largesse/core';
import { writeEvent, writeStanding } from '../src/message/event-text.js';
import type { RawMessage } from '../src/message/stored-message.js';
import type { StreamServer } from '../src/server/stream-server.js';
import { grownIndex, readIndex, writeIndex } from '../src/message/tag-index.js';
import { PendingIndex } from '../src/view/pending-index.js';
import { eventMessage, subjects } from './message.js';

/** A stream in a list, whose answers can be held back: what happens meanwhile is up to the test. */
export interface ListedServer extends StreamServer {
  /** Writes gifts, each a commit of its own; of one wallet to one creator if no tags are given. */
  readonly writeGifts: (most: number, tags?: readonly Tag[]) => void;
  /** Brings all indexes up to date. */
  readonly writeIndexes: () => void;
  /** The answer to the next question of a kind waits until the function that this gives is called. */
  readonly holdNext: (question: 'range' | 'at') => () => void;
}

/** An empty stream in a list. Commits have the name in theirs. */
export const listedServer = (name = ''): ListedServer => {
  const log: RawMessage[] = [];
  const pending = new PendingIndex(subjects);
  let count = 0;
  let indexed: Position = 0;
  const held = new Map<string, Promise<void>>();

  const write = (subject: string, text: string, ends: boolean): void => {
    log.push({
      sequence: log.length + 1,
      subject,
      text,
      commit: `${name}${String(log.length)}`,
      ends,
    });
  };
  const lastOf = (subject: string) =>
    log.filter((message) => message.subject === subject).slice(-1);
  /** Held back once. */
  const unheld = (question: 'range' | 'at'): Promise<void> | undefined => {
    const until = held.get(question);
    held.delete(question);
    return until;
  };

  return {
    writeGifts: (most, tags = ['wallet:ann', 'creator:bea']) => {
      for (let n = 0; n < most; n += 1) {
        count += 1;
        const position = log.length + 1;
        const { subject, event } = eventMessage(position, `k${String(position)}`, tags);
        if (event === undefined) continue;
        write(
          subject,
          writeEvent(event, event.batch, { count, lastEvent: position, indexed }),
          true,
        );
        pending.add(event);
      }
    },
    writeIndexes: () => {
      const lastEvent = log.length;
      for (const subject of pending.oldest(Infinity)) {
        const [last] = lastOf(subject);
        const old = last === undefined ? new Map() : readIndex(last.text);
        const index = grownIndex(old, pending.of(subject), last?.sequence ?? 0);
        write(subject, writeIndex(index), false);
        pending.written(subject);
      }
      indexed = log.length;
      write(subjects.standing, writeStanding({ count, lastEvent, indexed }), true);
    },
    holdNext: (question) => {
      let release = (): void => undefined;
      held.set(question, new Promise((resolve) => (release = resolve)));
      return () => release();
    },
    last: () => Promise.resolve(log.length),
    range: async (from, most) => {
      await unheld('range');
      return log.slice(from - 1, from - 1 + most);
    },
    at: async (sequences) => {
      await unheld('at');
      return log.filter(({ sequence }) => sequences.includes(sequence));
    },
    lastOf: (asked) => Promise.resolve({ upTo: log.length, found: asked.flatMap(lastOf) }),
  };
};
