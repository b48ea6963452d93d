import type { Json, RecordedEvent, Tag } from '@largesse/core';
import { fromStoredText } from '@largesse/store-kit';
import type { Row } from '../driver/connection.js';

/** A row of the table as `insertEvents` filled it: the table is STRICT, so each column is of its kind. */
interface EventRow {
  readonly position: bigint | number;
  readonly type: string;
  readonly version: bigint | number;
  readonly at: string;
  readonly tags: string;
  readonly data: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly batch_index: bigint | number;
  readonly batch_size: bigint | number;
}

/** The event of a row. */
export const fromRow = (row: Row): RecordedEvent => {
  const stored = row as unknown as EventRow;
  return {
    type: fromStoredText(stored.type),
    version: Number(stored.version),
    at: fromStoredText(stored.at),
    tags: tagsOf(stored.tags),
    data: JSON.parse(stored.data) as Json,
    position: Number(stored.position),
    batch: {
      key: fromStoredText(stored.key),
      fingerprint: fromStoredText(stored.fingerprint),
      index: Number(stored.batch_index),
      size: Number(stored.batch_size),
    },
  };
};

/** Tags as `insertEvents` wrote them: those of a checked batch. */
export const tagsOf = (text: string): readonly Tag[] => {
  const tags = JSON.parse(text) as readonly Tag[];
  return text.includes('\\') ? tags.map((tag) => fromStoredText(tag) as Tag) : tags;
};
