import type { BatchStamp, Json, NewEvent, Position, RecordedEvent, Tag } from '@largesse/core';

/** What messages say of the log as it was when they were written. */
export interface Standing {
  /** How many events the log has, with this one. */
  readonly count: number;
  /** Of the last event; this one if it is one. */
  readonly lastEvent: Position;
  /** Every event up to here is in the indexes; those after it are to be read to know the log. */
  readonly indexed: Position;
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
  readonly x: Position;
}

/** What is written of an event. Its position is the sequence of the message. */
export const writeEvent = (event: NewEvent, stamp: BatchStamp, standing: Standing): string => {
  const { type, version, at, tags, data } = event;
  const { key, fingerprint, index, size } = stamp;
  // One literal: spread together of several, it took five times as long to write.
  const text: EventText = {
    type,
    v: version,
    at,
    tags,
    data,
    key,
    fp: fingerprint,
    i: index,
    n: size,
    c: standing.count,
    x: standing.indexed,
  };
  return JSON.stringify(text);
};

/** The event of a message, and the standing of the log. */
export const readEvent = (
  text: string,
  position: Position,
): { readonly event: RecordedEvent; readonly standing: Standing } => {
  // Only this package writes to these subjects, and only with `writeEvent`.
  const { type, v, at, tags, data, key, fp, i, n, c, x } = JSON.parse(text) as EventText;
  const batch: BatchStamp = { key, fingerprint: fp, index: i, size: n };
  const event = { type, version: v, at, tags, data, position, batch };
  return { event, standing: { count: c, lastEvent: position, indexed: x } };
};

/** What ends a commit of indexes. */
export const writeStanding = ({ count, lastEvent, indexed }: Standing): string =>
  JSON.stringify({ c: count, e: lastEvent, x: indexed });

/** What such a message says. */
export const readStanding = (text: string): Standing => {
  // Only this package writes to this subject, and only with `writeStanding`.
  const { c, e, x } = JSON.parse(text) as Record<'c' | 'e' | 'x', number>;
  return { count: c, lastEvent: e, indexed: x };
};
