import type { NewEvent, RecordedEvent } from '@largesse/core';

/**
 * An event's line without its hash and closing brace: where it stands, and what is written of
 * it. Data of the newest version of an event is written in the order of the event's definition,
 * with the tags that come of it, so what is written is what the codec encodes; data of an older
 * version, whose definition is gone, is written as it was recorded.
 */
export const eventBody = (
  { position, batch: { key, fingerprint, index, size } }: Pick<RecordedEvent, 'position' | 'batch'>,
  { type, version, at, tags, data }: NewEvent,
): string => {
  const fields = { position, key, fingerprint, index, size, type, version, at, tags, data };
  return JSON.stringify(fields).slice(0, -1);
};
