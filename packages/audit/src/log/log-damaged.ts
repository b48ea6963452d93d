/**
 * What is wrong with a log that cannot be read on. The code is stable, for programs.
 *
 * - `not_a_log`: empty, compressed, another kind of file, or another version of the format
 * - `cut_off`: the bytes end within a line
 * - `line_too_long`: a line is longer than the limit
 * - `invalid_utf8`: bytes that are no text
 * - `not_json`: text that is no JSON
 * - `malformed`: a field is missing, unknown or of the wrong form
 * - `unknown_event`: a type or a version of an event that this code does not know
 * - `not_canonical`: good JSON, but not the bytes that a writer writes
 * - `after_end`: bytes after the end line
 * - `chain_broken`: a hash does not fit; only where a reader asks for an intact log
 * - `out_of_order`: a position is not above the one before; likewise
 * - `end_mismatch`: the end line counts other events than there are; likewise
 */
export type DamageCode =
  | 'not_a_log'
  | 'cut_off'
  | 'line_too_long'
  | 'invalid_utf8'
  | 'not_json'
  | 'malformed'
  | 'unknown_event'
  | 'not_canonical'
  | 'after_end'
  | 'chain_broken'
  | 'out_of_order'
  | 'end_mismatch';

/** Thrown by a reader at a line that it cannot take. The lines before it were good. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';

  constructor(
    readonly code: DamageCode,
    /** Counted from 1. */
    readonly line: number,
    /** Where in the file, counted from 0: the first wrong byte, or the start of the line. */
    readonly byte: number,
    /** What is wrong and what to do, without the place. */
    readonly reason: string,
  ) {
    super(`line ${String(line)}, byte ${String(byte)}: ${reason}`);
  }
}
