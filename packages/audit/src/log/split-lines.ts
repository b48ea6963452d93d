import { LogDamaged } from './log-damaged.js';

/** The bytes between two line feeds. */
export interface RawLine {
  readonly line: number;
  /** Of the first byte in the file. */
  readonly byte: number;
  /** Without the line feed. A view: it is only good until more is read. */
  readonly bytes: Buffer;
  /** False for what stands after the last line feed. */
  readonly ended: boolean;
}

const LINE_FEED = 0x0a;
const MOST_AT_ONCE = 1024;

/** Cuts a file into its lines, in batches, holding no more than a chunk and a line. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<readonly RawLine[]> {
  let line = 1;
  let byte = 0;
  let pieces: Buffer[] = [];
  let held = 0;
  let lines: RawLine[] = [];
  const take = (last: Buffer, ended: boolean): void => {
    const bytes = held === 0 ? last : Buffer.concat([...pieces, last]);
    lines.push({ line, byte, bytes, ended });
    pieces = [];
    held = 0;
    line += 1;
    byte += bytes.length + 1;
  };
  for await (const bytes of chunks) {
    const chunk = bufferOf(bytes);
    let start = 0;
    for (;;) {
      const feed = chunk.indexOf(LINE_FEED, start);
      const end = feed === -1 ? chunk.length : feed;
      if (held + end - start > maxLineBytes) {
        if (lines.length > 0) yield lines;
        throw tooLong(line, byte, maxLineBytes);
      }
      if (feed === -1) break;
      take(chunk.subarray(start, feed), true);
      start = feed + 1;
      if (lines.length === MOST_AT_ONCE) {
        yield lines;
        lines = [];
      }
    }
    if (start < chunk.length) {
      // A copy: the reader of the file may use the chunk's memory again.
      pieces.push(Buffer.from(chunk.subarray(start)));
      held += chunk.length - start;
    }
    if (lines.length > 0) yield lines;
    lines = [];
  }
  if (held > 0) {
    take(Buffer.alloc(0), false);
    yield lines;
  }
}

/**
 * A stream of files that was given an encoding yields texts, and its type does not show it. They are not taken:
 * bytes that are no UTF-8 would be others by then.
 */
const bufferOf = (chunk: unknown): Buffer => {
  if (ArrayBuffer.isView(chunk))
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError(
    `logs and scenarios are read as bytes, and this stream yields a ${typeof chunk}: give it no encoding`,
  );
};

const tooLong = (line: number, byte: number, limit: number): LogDamaged =>
  new LogDamaged(
    'line_too_long',
    line,
    byte + limit,
    `the line is longer than ${String(limit)} bytes; a log has no such line`,
  );
