import type { Position, RecordedEvent } from '@largesse/core';
import { option as O, type nonEmptyArray as NEA } from 'fp-ts';
import type { Tail } from '../view/tail.js';

/** The events of the batch whose first event stands at a position. */
export const eventsFrom = async (
  tail: Tail,
  first: Position,
): Promise<O.Option<NEA.NonEmptyArray<RecordedEvent>>> => {
  const [event] = await tail.reader.events([first]);
  if (event === undefined) return O.none;
  const rest = Array.from({ length: event.batch.size - 1 }, (_, i) => first + 1 + i);
  return O.some([event, ...(await tail.reader.events(rest))]);
};
