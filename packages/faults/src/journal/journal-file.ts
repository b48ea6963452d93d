import { closeSync, openSync, writeSync } from 'node:fs';
import type { JournalEntry, JournalNote } from './journal-entry.js';

/** Takes notes of what one process does and is told. */
export interface Journal {
  readonly write: (note: JournalNote) => void;
  readonly close: () => void;
}

/**
 * A journal in a file, a line an entry. Each is handed to the system before `write` returns, so that
 * it outlives a process that is killed right after. Not synced: no fault of ours takes the power away.
 */
export const openJournal = (path: string): Journal => {
  const file = openSync(path, 'a');
  return {
    write: (note) => void writeSync(file, `${JSON.stringify({ t: now(), ...note })}\n`),
    close: () => closeSync(file),
  };
};

/** A journal in memory, for tests. */
export const memoryJournal = (): Journal & { readonly entries: readonly JournalEntry[] } => {
  const entries: JournalEntry[] = [];
  return {
    entries,
    write: (note) => void entries.push({ t: now(), ...note }),
    close: () => undefined,
  };
};

/** Milliseconds of the monotonic clock, comparable between the processes of a machine. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;
