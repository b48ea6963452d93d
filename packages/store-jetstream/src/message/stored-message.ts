import type { Position, RecordedEvent } from '@largesse/core';
import { readEvent, readStanding, type Standing } from './event-text.js';
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

/** A message of the stream: an event, an index, or the standing that ends a commit of indexes. */
export interface StoredMessage extends Omit<RawMessage, 'text'> {
  readonly event?: RecordedEvent;
  readonly index?: TagIndex;
  /** Of an event and of a standing. */
  readonly standing?: Standing;
}

/** A message with the text that is sent. */
export interface PlannedMessage extends StoredMessage {
  readonly text: string;
  /** Written only if its subject has no message yet: nobody asked whether it has. */
  readonly first?: boolean;
}

/** Reads what a server keeps under a subject. */
export const storedMessage = (
  subjects: Subjects,
  { text, ...common }: RawMessage,
): StoredMessage => {
  switch (subjects.kindOf(common.subject)) {
    case 'event':
      return { ...common, ...readEvent(text, common.sequence) };
    case 'index':
      return { ...common, index: readIndex(text) };
    case 'standing':
      return { ...common, standing: readStanding(text) };
  }
};
