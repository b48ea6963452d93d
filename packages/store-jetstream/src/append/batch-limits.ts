import type { Batch, NewEvent } from '@largesse/core';
import { MOST_MESSAGES } from './planned-commit.js';

/** Room in a message for what is not the data of its event: tags, key, headers. */
const ROOM = 32_768;

/** Of that, what remains for texts; headers, numbers and names of fields take less than the rest. */
const ROOM_FOR_TEXTS = 24_576;

/** As JSON writes it, a UTF-16 unit takes no more bytes than this. */
const UNIT = 6;

/** Throws a `TypeError` that says how much is too much for what JetStream cannot write at once. */
export const checkLimits = (batch: Batch, maxPayload: number): void => {
  const { key, events } = batch;
  if (events.length > MOST_MESSAGES) {
    throw new TypeError(
      `Batch ${JSON.stringify(key)} has ${String(events.length)} events; JetStream writes ${String(MOST_MESSAGES)} at once`,
    );
  }
  for (const [n, event] of events.entries()) {
    checkTexts(batch, event, n);
    const { type, data } = event;
    const bytes = Buffer.byteLength(JSON.stringify(data));
    if (bytes + ROOM > maxPayload) {
      throw new TypeError(
        `Event ${String(n)} (${type}) of ${JSON.stringify(key)}: ${String(bytes)} bytes of data, and the servers take ${String(maxPayload)} a message`,
      );
    }
  }
};

/** The index of a tag has the type in it, and every event its key: a long one would be in the way of all that are written with it. */
const checkTexts = ({ key, fingerprint }: Batch, { type, at, tags }: NewEvent, n: number): void => {
  const texts = [key, fingerprint, type, at, ...tags];
  let units = 0;
  for (const text of texts) units += text.length;
  if (units * UNIT <= ROOM_FOR_TEXTS) return;
  const bytes = Buffer.byteLength(JSON.stringify(texts));
  if (bytes <= ROOM_FOR_TEXTS) return;
  throw new TypeError(
    `Event ${String(n)} (${short(type)}) of ${JSON.stringify(short(key))}: key, fingerprint, type, time and tags take ${String(bytes)} bytes, and there is room for ${String(ROOM_FOR_TEXTS)}`,
  );
};

const short = (text: string): string => (text.length <= 100 ? text : `${text.slice(0, 100)}…`);
