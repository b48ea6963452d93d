import { logWriter, type LogWriter } from '@largesse/audit';
import type { Position, RecordedEvent } from '@largesse/core';
import { eachUnlessInterrupted, type Interruption } from '../interruption.js';
import { eventsIn } from './events-in.js';
import type { OpenStore } from './use-store.js';

/** A part of a store's log as text, and where it ends. */
export interface LogPart {
  readonly text: string;
  readonly events: number;
  readonly position: Position;
}

/** Which part of a log is written, and by what: one writer for all parts of a log. */
export interface LogRange {
  readonly after: Position;
  readonly upTo: Position;
  readonly writer: LogWriter;
}

/** The lines of the events of a store in a range, part by part, without header and end. */
export async function* logText(
  open: OpenStore,
  { after, upTo, writer }: LogRange,
  interruption: Interruption,
): AsyncGenerator<LogPart> {
  const batches = eventsIn(open, { after, upTo });
  for await (const batch of eachUnlessInterrupted(batches, interruption)) {
    const position = batch.at(-1)?.position ?? after;
    yield { text: textOf(open, writer, batch), events: batch.length, position };
  }
}

/**
 * A store's log up to a position, as the bytes that a file of it would have: what reads a file reads
 * a store, and names the same lines and bytes.
 */
export async function* logBytes(
  open: OpenStore,
  upTo: Position,
  interruption: Interruption,
  pass: (position: Position) => void,
): AsyncGenerator<Uint8Array> {
  const writer = logWriter();
  yield Buffer.from(writer.header());
  for await (const { text, position } of logText(open, { after: 0, upTo, writer }, interruption)) {
    yield Buffer.from(text);
    pass(position);
  }
  yield Buffer.from(writer.end());
}

const textOf = (
  { failure }: OpenStore,
  writer: LogWriter,
  events: readonly RecordedEvent[],
): string => {
  try {
    return writer.events(events);
  } catch (thrown) {
    throw failure(thrown);
  }
};
