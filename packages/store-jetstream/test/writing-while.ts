import type { Batch, EventStore, Position, RecordedEvent, Tag } from '@largesse/core';
import { either as E } from 'fp-ts';

/** What a writer was told of the appends that it made. */
export interface Told {
  /** By key, the positions that were acknowledged. */
  readonly acknowledged: ReadonlyMap<string, readonly Position[]>;
  /** How often an append had to be asked for again. */
  readonly unresolved: number;
}

/** Two events of one writer, guarded so that of all appends to one slot exactly one may win. */
const batchOf = (writer: number, n: number, key: string): Batch => {
  const slot: Tag = `slot:${String(writer)}-${String(n)}`;
  const event = (type: string) => ({
    ...{ type, version: 1, at: '2026-03-01T18:00:00.000Z', data: { n } },
    tags: [slot, `wallet:w${String(n % 7)}` as const],
  });
  return {
    key,
    fingerprint: key,
    events: [event('Sent'), event('Counted')],
    conditions: [{ failIfEventsMatch: { items: [{ tags: [slot] }] }, after: 0 }],
  };
};

/**
 * Appends one batch after the other until told to stop, each again with its key until its outcome is known:
 * what an app does with a failure.
 */
export const writeUntil = async (
  store: EventStore,
  writer: number,
  stopped: () => boolean,
  progress: () => void = () => undefined,
): Promise<Told> => {
  const acknowledged = new Map<string, readonly Position[]>();
  let unresolved = 0;
  for (let n = 0; !stopped(); n += 1) {
    const key = `key-${String(writer)}-${String(n)}`;
    for (;;) {
      const result = await store.append(batchOf(writer, n, key))();
      if (E.isRight(result)) {
        acknowledged.set(
          key,
          result.right.events.map(({ position }) => position),
        );
        progress();
        break;
      }
      const { code } = result.left;
      if (code === 'condition_failed' || code === 'key_reused') {
        throw new Error(`${key} came to ${code}: nobody else writes to its slot`);
      }
      unresolved += 1;
    }
  }
  return { acknowledged, unresolved };
};

/** What is wrong with a log, given what writers were told: nothing missing, twice, moved or cut in half. */
export const faultsOf = (
  log: readonly RecordedEvent[],
  told: readonly Told[],
): readonly string[] => {
  const faults: string[] = [];
  const inLog = new Map<string, RecordedEvent[]>();
  let last = 0;
  for (const event of log) {
    if (event.position <= last) faults.push(`${String(event.position)} after ${String(last)}`);
    last = event.position;
    inLog.set(event.batch.key, [...(inLog.get(event.batch.key) ?? []), event]);
  }
  for (const [key, events] of inLog) {
    if (events.length !== 2) faults.push(`${key} has ${String(events.length)} events`);
  }
  for (const { acknowledged } of told) {
    for (const [key, positions] of acknowledged) {
      const found = (inLog.get(key) ?? []).map(({ position }) => position);
      if (String(found) !== String(positions)) {
        faults.push(`${key} was acknowledged at ${String(positions)}, is at ${String(found)}`);
      }
    }
  }
  return faults;
};
