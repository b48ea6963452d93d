import type { BatchStamp, Json, NewEvent, RecordedEvent, Tag } from '@largesse/core';

/** An event as it is read from a stream, and what only this package asks about. */
export interface StoredEvent {
  readonly event: RecordedEvent;
  /** How many events the log has up to and with this one: less than its position, since indexes have some too. */
  readonly count: number;
}

/** The JSON of an event message. */
interface EventText {
  readonly type: string;
  readonly v: number;
  readonly at: string;
  readonly tags: readonly Tag[];
  readonly data: Json;
  readonly key: string;
  readonly fp: string;
  readonly i: number;
  readonly n: number;
  readonly c: number;
}

/** What is written of an event. Its position is the sequence of the message. */
export const writeEvent = (event: NewEvent, stamp: BatchStamp, count: number): string => {
  const { type, version, at, tags, data } = event;
  const { key, fingerprint, index, size } = stamp;
  const text: EventText = {
    ...{ type, v: version, at, tags, data },
    ...{ key, fp: fingerprint, i: index, n: size, c: count },
  };
  return JSON.stringify(text);
};

/** The event of a message. */
export const readEvent = (text: string, position: number): StoredEvent => {
  // Only this package writes to these subjects, and only with `writeEvent`.
  const { type, v, at, tags, data, key, fp, i, n, c } = JSON.parse(text) as EventText;
  const batch: BatchStamp = { key, fingerprint: fp, index: i, size: n };
  return { event: { type, version: v, at, tags, data, position, batch }, count: c };
};
