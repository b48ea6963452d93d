import { START, type Position } from '@largesse/core';
import { Books } from '@largesse/domain';
import type { LogLine } from '../log/log-line.js';
import { wholeBatches } from '../verify/order.js';

/** Which part of a log is folded. Without either, all of it. */
export interface Until {
  /** Events up to and with this position. */
  readonly position?: Position;
  /**
   * Events that happened at this time or before, an RFC 3339 text of the form that events have.
   * Each event is asked by itself, in the order of the log: where clocks ran backwards, one may
   * be left out and a later one taken, and a balance may fall below zero.
   */
  readonly at?: string;
}

/** What came of a log, or of a part of it. */
export interface FoldedLog {
  readonly books: Books;
  /** How many events were folded. */
  readonly folded: number;
  /** How many there are. */
  readonly events: number;
  /** Of the last event there is; 0 if there is none. */
  readonly position: Position;
  /** Whether the log has its end line. Without it later events may be missing. */
  readonly complete: boolean;
  /** The first place where a batch is not whole: a half may be lost, or come from another log. */
  readonly torn: TornBatch | undefined;
}

/** A line whose event does not make a whole batch with those before it, or the last line. */
export interface TornBatch {
  /** Counted from 1. */
  readonly line: number;
  /** Of the line's first byte, counted from 0. */
  readonly byte: number;
  readonly message: string;
}

/** Folds a log into its books. Reads to the end, so that what is wrong after the part is seen. */
export const foldLog = async (
  batches: AsyncIterable<readonly LogLine[]>,
  until: Until = {},
): Promise<FoldedLog> => {
  const { position: last = Number.MAX_SAFE_INTEGER, at } = until;
  const books = new Books();
  const stamps = wholeBatches();
  let torn: TornBatch | undefined;
  let lastLine: LogLine | undefined;
  let folded = 0;
  let events = 0;
  let position: Position = START;
  for await (const batch of batches) {
    for (const line of batch) {
      lastLine = line;
      if (line.kind !== 'event') continue;
      events += 1;
      position = line.recorded.position;
      torn ??= tornAt(line, stamps.add(line.recorded.batch));
      if (position > last || (at !== undefined && line.event.at > at)) continue;
      books.add({ event: line.event, position });
      folded += 1;
    }
  }
  if (lastLine !== undefined) torn ??= tornAt(lastLine, stamps.atEnd());
  return { books, folded, events, position, complete: lastLine?.kind === 'end', torn };
};

const tornAt = ({ line, byte }: LogLine, message: string | undefined): TornBatch | undefined =>
  message === undefined ? undefined : { line, byte, message };
