import type { Position, RecordedEvent } from '@largesse/core';
import { readEvent } from './event-text.js';
import type { Subjects } from './subjects.js';
import { readIndex, type TagIndex } from './tag-index.js';

/** A message as a server gives it. */
export interface RawMessage {
  readonly sequence: Position;
  readonly subject: string;
  /** The atomic batch that it came in: tells whether this process wrote it. */
  readonly commit: string;
  /** Whether it is the last one of its atomic batch. */
  readonly ends: boolean;
  readonly text: string;
}

/** A message of the stream, of an event or of an index. */
export interface StoredMessage extends Omit<RawMessage, 'text'> {
  readonly event: RecordedEvent | undefined;
  readonly index: TagIndex | undefined;
  /** How many events the log has with this one; undefined for an index. */
  readonly count: number | undefined;
}

/** Reads what a server keeps under a subject. */
export const storedMessage = (
  subjects: Subjects,
  { text, ...common }: RawMessage,
): StoredMessage => {
  if (!subjects.isEvent(common.subject)) {
    return { ...common, event: undefined, index: readIndex(text), count: undefined };
  }
  const { event, count } = readEvent(text, common.sequence);
  return { ...common, event, index: undefined, count };
};
