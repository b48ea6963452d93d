import type { NewEvent, Tag } from '@largesse/core';
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
  /** Of the indexes that an event is in: of its type and of each tag. */
  readonly indexesOf: (event: Pick<NewEvent, 'type' | 'tags'>) => readonly string[];
  /** Of the standing that ends a commit of indexes. */
  readonly standing: string;
  readonly kindOf: (subject: string) => 'event' | 'index' | 'standing';
  /** All of them, as the stream listens to. */
  readonly all: string;
}

/**
 * The subjects under a prefix: `<prefix>.e.<key>.<index>`, `<prefix>.t.<kind>.<id>`, `<prefix>.y.<type>`,
 * `<prefix>.x`.
 */
export const subjectsUnder = (prefix: string): Subjects => {
  const ofEvents = `${prefix}.e.`;
  const standing = `${prefix}.x`;
  const ofTag = (tag: Tag): string => {
    const colon = tag.indexOf(':');
    return `${prefix}.t.${subjectToken(tag.slice(0, colon))}.${subjectToken(tag.slice(colon + 1))}`;
  };
  const ofType = (type: string): string => `${prefix}.y.${subjectToken(type)}`;
  return {
    event: (key, index) => `${ofEvents}${subjectToken(key)}.${String(index)}`,
    tag: ofTag,
    type: ofType,
    indexesOf: ({ type, tags }) => [ofType(type), ...tags.map(ofTag)],
    standing,
    kindOf: (subject) => {
      if (subject.startsWith(ofEvents)) return 'event';
      return subject === standing ? 'standing' : 'index';
    },
    all: `${prefix}.>`,
  };
};
