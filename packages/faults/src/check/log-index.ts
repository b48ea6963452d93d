import type { Position, RecordedEvent } from '@largesse/core';
import type { Witnessed } from '../journal/journal-entry.js';
import { witness } from '../journal/witness.js';

/** The log as it was read in the end, so that it can be asked by key and by position. */
export interface LogIndex {
  readonly events: readonly RecordedEvent[];
  readonly witnesses: readonly Witnessed[];
  readonly digestAt: ReadonlyMap<Position, string>;
  readonly byKey: ReadonlyMap<string, readonly RecordedEvent[]>;
}

export const logIndex = (events: readonly RecordedEvent[]): LogIndex => {
  const witnesses = events.map(witness);
  const byKey = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const known = byKey.get(event.batch.key);
    if (known === undefined) byKey.set(event.batch.key, [event]);
    else known.push(event);
  }
  const digestAt = new Map(witnesses.map(({ position, digest }) => [position, digest]));
  return { events, witnesses, digestAt, byKey };
};
