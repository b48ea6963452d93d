import { ALL, type EventStore, type RecordedEvent } from '@largesse/core';

/** The whole log of a store. */
export const readLogOf = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const log: RecordedEvent[] = [];
  for await (const events of store.read(ALL)) log.push(...events);
  return log;
};
