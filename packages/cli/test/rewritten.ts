import { logWriter, readLog } from '@largesse/audit';
import type { RecordedEvent } from '@largesse/core';
import { createReadStream } from 'node:fs';

/** The events of a log file. */
export const eventsOf = async (path: string): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const lines of readLog(createReadStream(path)))
    for (const line of lines) if (line.kind === 'event') events.push(line.recorded);
  return events;
};

/** A log with its events changed and all hashes made anew, so that only what it says is wrong. */
export const rewritten = async (
  path: string,
  change: (event: RecordedEvent) => RecordedEvent,
): Promise<string> => {
  const writer = logWriter();
  const events = (await eventsOf(path)).map(change);
  return writer.header() + writer.events(events) + writer.end();
};
