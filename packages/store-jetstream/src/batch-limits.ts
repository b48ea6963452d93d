import type { Batch } from '@largesse/core';
import { MOST_MESSAGES } from './planned-commit.js';

/** Room in a message for what is not the data of its event: tags, key, headers. */
const ROOM = 32_768;

/** Throws a `TypeError` that says how much is too much for what JetStream cannot write at once. */
export const checkLimits = ({ key, events }: Batch, maxPayload: number): void => {
  if (events.length > MOST_MESSAGES) {
    throw new TypeError(
      `Batch ${JSON.stringify(key)} has ${String(events.length)} events; JetStream writes ${String(MOST_MESSAGES)} at once`,
    );
  }
  for (const [n, { type, data }] of events.entries()) {
    const bytes = Buffer.byteLength(JSON.stringify(data));
    if (bytes + ROOM > maxPayload) {
      throw new TypeError(
        `Event ${String(n)} (${type}) of ${JSON.stringify(key)}: ${String(bytes)} bytes of data, and the servers take ${String(maxPayload)} a message`,
      );
    }
  }
};
