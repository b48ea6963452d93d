import { closeSync, openSync, readSync } from 'node:fs';
import type { JournalEntry } from './journal-entry.js';

const CHUNK = 1 << 20;

/** Reads a journal while it is being written. */
export class JournalTail {
  readonly entries: readonly JournalEntry[];
  private readonly known: JournalEntry[] = [];
  private readonly open = new Map<number, number>();
  private offset = 0;
  private rest = Buffer.alloc(0);
  private done = 0;
  private broken = 0;

  constructor(
    readonly name: string,
    private readonly path: string,
  ) {
    this.entries = this.known;
  }

  /** Reads what is new. A last line that is cut, because its writer was killed, is left aside. */
  refresh(): this {
    for (const line of this.newLines()) {
      // Only journals of ours are read.
      const entry = JSON.parse(line) as JournalEntry;
      this.known.push(entry);
      if (entry.note === 'append') this.open.set(entry.id, entry.t);
      if (entry.note === 'appended') {
        this.open.delete(entry.id);
        if (entry.outcome === 'done') this.done += 1;
        if (entry.outcome === 'outcome_unknown' || entry.outcome === 'store_unavailable')
          this.broken += 1;
      }
    }
    return this;
  }

  /** Appends that have begun and not ended, as far as was read. */
  get underWay(): number {
    return this.open.size;
  }

  /** Appends that recorded something, as far as was read. */
  get acknowledged(): number {
    return this.done;
  }

  /** Appends that ended in a failure or an unknown outcome, as far as was read. */
  get failed(): number {
    return this.broken;
  }

  private newLines(): readonly string[] {
    const parts = [this.rest];
    const file = openOrNothing(this.path);
    if (file === undefined) return [];
    try {
      for (;;) {
        const chunk = Buffer.alloc(CHUNK);
        const length = readSync(file, chunk, 0, CHUNK, this.offset);
        if (length === 0) break;
        this.offset += length;
        parts.push(chunk.subarray(0, length));
      }
    } finally {
      closeSync(file);
    }
    const text = Buffer.concat(parts);
    const end = text.lastIndexOf(0x0a);
    this.rest = Buffer.from(text.subarray(end + 1));
    return end < 0 ? [] : text.toString('utf8', 0, end).split('\n');
  }
}

/** A process that has not begun yet has no journal. */
const openOrNothing = (path: string): number | undefined => {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
};
