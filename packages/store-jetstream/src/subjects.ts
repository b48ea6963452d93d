import type { Tag } from '@largesse/core';
import { subjectToken } from './subject-token.js';

/**
 * How the messages of a stream are addressed. Every subject that is ever asked for is a literal one: the
 * server finds its last message at once, however long the log is. A wildcard before a tag would make
 * it walk through all subjects.
 */
export interface Subjects {
  /** Of an event: its key, and its place in its batch. That of place 0 tells whether the key was used. */
  readonly event: (key: string, index: number) => string;
  /** Of the index of a tag. */
  readonly tag: (tag: Tag) => string;
  /** Of the index of a type of event. */
  readonly type: (type: string) => string;
  /** Whether it is that of an event; all others are of indexes. */
  readonly isEvent: (subject: string) => boolean;
  /** All of them, as the stream listens to. */
  readonly all: string;
}

/** The subjects under a prefix: `<prefix>.e.<key>.<index>`, `<prefix>.t.<kind>.<id>`, `<prefix>.y.<type>`. */
export const subjectsUnder = (prefix: string): Subjects => {
  const ofEvents = `${prefix}.e.`;
  return {
    event: (key, index) => `${ofEvents}${subjectToken(key)}.${String(index)}`,
    tag: (tag) => {
      const colon = tag.indexOf(':');
      return `${prefix}.t.${subjectToken(tag.slice(0, colon))}.${subjectToken(tag.slice(colon + 1))}`;
    },
    type: (type) => `${prefix}.y.${subjectToken(type)}`,
    isEvent: (subject) => subject.startsWith(ofEvents),
    all: `${prefix}.>`,
  };
};
