import { LogDamaged, logWriter, readLog, type LogLine, type LogWriter } from '@largesse/audit';
import { START, type Position, type RecordedEvent } from '@largesse/core';

/** So many events at each end of a written log are compared with those of the store. */
const AT_EACH_END = 1_000;

/** A log file that is there already, as far as it can be written on. */
export interface WrittenLog {
  /** Goes on after the last whole event: the chain of hashes is that of the file. */
  readonly writer: LogWriter;
  /** Up to and with the last whole event. What follows is the end line, or a line that was torn. */
  readonly bytes: number;
  /** The text of the last line before that, as the writer writes it: its hash is that of all before it. */
  readonly lastLine: string;
  readonly events: number;
  /** Of the last whole event; 0 if there is none. */
  readonly position: Position;
  /** Whether the file ends with an end line. */
  readonly complete: boolean;
  /** Two runs of events, each without a gap: the first ones, and the last of the others. */
  readonly ends: readonly (readonly RecordedEvent[])[];
}

/**
 * Reads a log that was written before, to its last whole event. Throws `LogDamaged` for anything that its
 * writer cannot have left there: only the last line may be torn, as by a power cut.
 */
export const readWrittenLog = async (
  chunks: AsyncIterable<Uint8Array>,
  through: (lines: AsyncIterable<readonly LogLine[]>) => AsyncIterable<readonly LogLine[]>,
): Promise<WrittenLog> => {
  const writer = logWriter();
  let bytes = 0;
  let lastLine = '';
  let events = 0;
  let position: Position = START;
  let complete = false;
  const first: RecordedEvent[] = [];
  let last: RecordedEvent[] = [];
  const write = (line: string): void => {
    lastLine = line;
    bytes += Buffer.byteLength(line);
  };
  const take = (line: LogLine): void => {
    if (line.kind === 'end') complete = true;
    else if (line.kind === 'header') write(writer.header());
    else {
      write(writer.events([line.recorded]));
      events += 1;
      position = line.recorded.position;
      if (events <= AT_EACH_END) first.push(line.recorded);
      else last.push(line.recorded);
      if (last.length >= 2 * AT_EACH_END) last = last.slice(-AT_EACH_END);
    }
  };
  try {
    for await (const lines of through(readLog(chunks))) lines.forEach(take);
  } catch (thrown) {
    if (!(thrown instanceof LogDamaged) || thrown.code !== 'cut_off') throw thrown;
  }
  const ends = [first, last.slice(-AT_EACH_END)];
  return { writer, bytes, lastLine, events, position, complete, ends };
};
