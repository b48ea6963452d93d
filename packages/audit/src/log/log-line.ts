import type { Position, RecordedEvent } from '@largesse/core';
import type { GiftingEvent } from '@largesse/domain';

/** Where a line stands in its file. */
interface Placed {
  /** Counted from 1; the header is line 1. */
  readonly line: number;
  /** Of the line's first byte, counted from 0. */
  readonly byte: number;
  /** Whether the hash is that of the line before it and of this line as they stand here. */
  readonly hashFits: boolean;
}

/** The first line of a log. */
export interface LogHeader extends Placed {
  readonly kind: 'header';
}

/** An event in a log, as recorded and as decoded. */
export interface LogEntry extends Placed {
  readonly kind: 'event';
  readonly recorded: RecordedEvent;
  readonly event: GiftingEvent;
}

/** The last line of a log that was closed. Without it the log was cut or its writer was killed. */
export interface LogEnd extends Placed {
  readonly kind: 'end';
  /** How many events the writer wrote. */
  readonly events: number;
  /** Of the last one; 0 if there is none. */
  readonly position: Position;
}

export type LogLine = LogHeader | LogEntry | LogEnd;
