import type { Json, RecordedEvent, Tag } from '@largesse/core';
import { fromStoredText, toStoredText } from '@largesse/store-kit';
import type { Row } from '../database.js';

/** Tags as one text, a line each: an end of line within a tag is escaped as other odd characters are. */
export const storedTags = (tags: readonly Tag[]): string => tags.map(storedTag).join('\n');

const storedTag = (tag: Tag): string => {
  const stored = toStoredText(tag);
  return stored.includes('\n') ? stored.replaceAll('\n', '\\u000a') : stored;
};

// The column holds what `storedTags` wrote.
const tagsOf = (stored: string): readonly Tag[] =>
  stored === '' ? [] : (stored.split('\n').map(fromStoredText) as Tag[]);

/** The columns of an event, as the functions that read return them. */
type EventRow = readonly [
  position: number,
  version: number,
  index: number,
  size: number,
  type: string,
  at: string,
  key: string,
  fingerprint: string,
  tags: string,
  data: string,
];

/** The event of a row. */
export const eventOf = (row: Row): RecordedEvent => {
  // The functions that read return these columns.
  const [position, version, index, size, type, at, key, fingerprint, tags, data] =
    row as unknown as EventRow;
  return {
    type: fromStoredText(type),
    version,
    at: fromStoredText(at),
    tags: tagsOf(tags),
    // `JSON.stringify` wrote it.
    data: JSON.parse(data) as Json,
    position,
    batch: { key: fromStoredText(key), fingerprint: fromStoredText(fingerprint), index, size },
  };
};
