import { LogDamaged, LogUnwritable, logWriter } from '@largesse/audit';
import { START, type Position, type RecordedEvent } from '@largesse/core';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { eachUnlessInterrupted } from '../interruption.js';
import { openLogFile } from '../output/log-file.js';
import { progressOver } from '../output/progress.js';
import type { TextFile } from '../output/text-file.js';
import { eventsIn } from '../store/events-in.js';
import type { OpenStore } from '../store/use-store.js';
import { writeEvents } from '../store/write-events.js';
import { sameEvent } from './same-event.js';
import { readWrittenLog, type WrittenLog } from './written-log.js';

/** What an export has done so far. */
export class Exported {
  /** Whether the file is not as it was any more. */
  begun = false;
  /** Events in the file. */
  events = 0;
  /** Events that it did not have before. */
  added = 0;
  /** Of the last event in the file; 0 if there is none. */
  position: Position = START;
}

/**
 * Writes the log of a store into a file. A file that holds the beginning of this very log is written
 * on from its last whole event; any other is refused and stays as it is. `exported` is kept up
 * to date, for whoever is interrupted. Without its end line the file is a log that goes on.
 */
export const exportToFile = async (
  open: OpenStore,
  path: string,
  exported: Exported,
  context: Context,
): Promise<void> => {
  const file = await openLogFile(path);
  try {
    const upTo = await open.ask(open.store.head());
    const written = file.length === 0 ? nothing() : await readWritten(file, path, context);
    await requireSameLog(open, { path, written, upTo }, context);
    exported.events = written.events;
    exported.position = written.position;
    // Nothing new, and all is there: not a byte is touched.
    if (written.complete && written.position === upTo) return;
    const { writer, position: after } = written;
    const write = (text: string): Promise<void> => file.write(text);
    exported.begun = true;
    await file.cut(written.bytes);
    if (written.bytes === 0) await write(writer.header());
    const passed = (position: Position, events: number): void => {
      exported.position = position;
      exported.events += events;
      exported.added += events;
    };
    await writeEvents(open, { after, upTo, writer }, { write, passed }, context);
    await write(writer.end());
  } finally {
    await file.close();
  }
};

/** What an empty file holds. */
const nothing = (): WrittenLog => ({
  writer: logWriter(),
  bytes: 0,
  lastLine: '',
  events: 0,
  position: START,
  complete: false,
  ends: [],
});

/** What the file holds, if it can be written on. */
const readWritten = async (
  file: TextFile,
  path: string,
  { terminal, interruption }: Context,
): Promise<WrittenLog> => {
  const chunks = eachUnlessInterrupted(file.content(), interruption);
  const progress = progressOver({ chunks, size: file.length }, 'events', terminal);
  try {
    const written = await readWrittenLog(progress.chunks, progress.through);
    if (await file.had(written.lastLine, written.bytes)) return written;
  } catch (thrown) {
    if (thrown instanceof LogDamaged) throw stays(path, `cannot be written on: ${thrown.message}`);
    if (!(thrown instanceof LogUnwritable)) throw thrown;
  } finally {
    progress.stop();
  }
  throw stays(path, 'cannot be written on: it is not as a writer of logs leaves it');
};

/** A file that holds a log, and the store whose log it should be the beginning of. */
interface Compared {
  readonly path: string;
  readonly written: WrittenLog;
  /** The store's head. */
  readonly upTo: Position;
}

/** Refuses a file whose events, at its ends, are not those of the store at their positions. */
const requireSameLog = async (
  open: OpenStore,
  { path, written: { position, ends }, upTo }: Compared,
  { interruption }: Context,
): Promise<void> => {
  if (position > upTo)
    throw stays(path, `goes on to position ${String(position)}, ${open.name} to ${String(upTo)}`);
  for (const [i, run] of ends.entries()) {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) continue;
    const range = { after: i === 0 ? START : first.position - 1, upTo: last.position };
    const found = eachUnlessInterrupted(eventsIn(open, range), interruption);
    if (!(await sameRun(run, found))) throw stays(path, `is the log of another store`);
  }
};

/** Whether a read gives exactly these events, at their positions. */
const sameRun = async (
  run: readonly RecordedEvent[],
  batches: AsyncIterable<readonly RecordedEvent[]>,
): Promise<boolean> => {
  let i = 0;
  for await (const batch of batches)
    for (const event of batch) {
      const expected = run[i];
      if (expected?.position !== event.position || !sameEvent(expected, event)) return false;
      i += 1;
    }
  return i === run.length;
};

const stays = (path: string, why: string): CommandFailure =>
  new CommandFailure(`${path} ${why}: it stays as it is; name another file or remove it`);
