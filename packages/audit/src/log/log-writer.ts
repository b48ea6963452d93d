import {
  START,
  type EventCodec,
  type Json,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '@largesse/core';
import { canonicalJson, giftingEvents, type GiftingEvent } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { eventBody } from './event-line.js';
import {
  HEADER_BODY,
  MAX_LINE_BYTES,
  NO_HASH,
  chainHash,
  endBody,
  isTooLong,
  lineText,
} from './format.js';

/** An event that no log can hold: unreadable, out of order, or not what its tags say. */
export class LogUnwritable extends Error {
  override readonly name = 'LogUnwritable';
}

/**
 * Makes the text of a log, piece by piece; whoever asks puts it into a file. `header` comes
 * first and once, `end` last: a log without it counts as cut.
 */
export interface LogWriter {
  readonly header: () => string;
  /** The lines of events in order of position; empty text for none. */
  readonly events: (recorded: readonly RecordedEvent[]) => string;
  readonly end: () => string;
}

/** Writes a log of format version 1. Throws `LogUnwritable` for what would not read back. */
export const logWriter = (codec: EventCodec<GiftingEvent> = giftingEvents): LogWriter => {
  let previous = NO_HASH;
  let events = 0;
  let position: Position = START;
  const line = (body: string): string => {
    previous = chainHash(previous, body);
    return lineText(body, previous);
  };
  const eventLine = (recorded: RecordedEvent): string => {
    if (recorded.position <= position)
      throw unwritable(recorded, `comes after position ${String(position)}`);
    const body = eventBody(recorded, writtenForm(recorded, codec));
    if (isTooLong(body))
      throw unwritable(recorded, `is longer than ${String(MAX_LINE_BYTES)} bytes`);
    position = recorded.position;
    events += 1;
    return line(body);
  };
  return {
    header: () => line(HEADER_BODY),
    events: (recorded) => recorded.map(eventLine).join(''),
    end: () => line(endBody(events, position)),
  };
};

/** Stores may keep the fields of data in an order of their own; a log is the same from each. */
const writtenForm = (recorded: RecordedEvent, codec: EventCodec<GiftingEvent>): NewEvent => {
  const decoded = codec.decode(recorded);
  if (E.isLeft(decoded)) throw unwritable(recorded, `cannot be read: ${decoded.left.message}`);
  const newest = codec.encode(decoded.right);
  if (newest.version !== recorded.version) return { ...recorded, data: sorted(recorded.data) };
  if (!sameSet(newest.tags, recorded.tags))
    throw unwritable(recorded, `has the tags ${recorded.tags.join(' ')}, not those of its data`);
  return newest;
};

const sorted = (data: Json): Json => JSON.parse(canonicalJson(data)) as Json; // Json stays Json

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

const unwritable = ({ position, type }: RecordedEvent, what: string): LogUnwritable =>
  new LogUnwritable(`event ${String(position)} (${type}) ${what}`);
