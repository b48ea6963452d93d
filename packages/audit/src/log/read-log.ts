import type { EventCodec } from '@largesse/core';
import { giftingEvents, type GiftingEvent } from '@largesse/domain';
import { MAX_LINE_BYTES, NO_HASH, chainHash } from './format.js';
import { requireIntact } from './intact.js';
import { damage } from './line-text.js';
import { LogDamaged } from './log-damaged.js';
import type { LogLine } from './log-line.js';
import { readEntry } from './read-entry.js';
import { emptyFile, readHeader } from './read-header.js';
import { splitLines, type RawLine } from './split-lines.js';

export interface ReadOptions {
  /** Reads the data of events, older versions too. The events of the domain if absent. */
  readonly codec?: EventCodec<GiftingEvent>;
  /**
   * What becomes of a log whose lines are all good, but not as they were written: changed,
   * lost, repeated or moved. `refuse` throws; `report` only says so in `hashFits`.
   */
  readonly broken?: 'refuse' | 'report';
  /** A longer line is refused. 64 MiB if absent, which no written line exceeds. */
  readonly maxLineBytes?: number;
}

/**
 * Reads a log file of format version 1 line by line, in batches that are never empty, holding
 * one chunk and one line of it. Throws `LogDamaged` with line and byte at the first line that is
 * not of the format; every line before it was yielded. A log without an end line reads well, and
 * its last line is not of kind `end`.
 */
export async function* readLog(
  chunks: AsyncIterable<Uint8Array>,
  { codec = giftingEvents, broken = 'refuse', maxLineBytes = MAX_LINE_BYTES }: ReadOptions = {},
): AsyncGenerator<readonly LogLine[]> {
  const read = lineReader(codec);
  const check = broken === 'refuse' ? requireIntact() : (line: LogLine) => line;
  let empty = true;
  for await (const raws of splitLines(chunks, maxLineBytes)) {
    empty = false;
    const lines: LogLine[] = [];
    try {
      for (const raw of raws) lines.push(check(read(raw)));
    } catch (error) {
      if (error instanceof LogDamaged && lines.length > 0) yield lines;
      throw error;
    }
    yield lines;
  }
  if (empty) throw emptyFile();
}

const lineReader = (codec: EventCodec<GiftingEvent>): ((raw: RawLine) => LogLine) => {
  let previous = NO_HASH;
  let ended = false;
  return (raw) => {
    if (raw.line === 1) {
      const { line, hash } = readHeader(raw);
      previous = hash;
      return line;
    }
    if (ended)
      throw damage(
        'after_end',
        raw,
        'bytes after the end line. A log ends there; if two logs were joined, take them apart',
      );
    const { line, body, hash } = readEntry(raw, codec);
    const hashFits = chainHash(previous, body) === hash;
    previous = hash;
    ended = line.kind === 'end';
    return { ...line, hashFits };
  };
};
