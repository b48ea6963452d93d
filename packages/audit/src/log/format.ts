import { hash } from 'node:crypto';

/** The word by which a log file is known. */
export const LOG_FORMAT = 'largesse-log';

/** The version of the format that this code writes and reads. */
export const LOG_VERSION = 1;

/** No line is longer, its line feed not counted: a bound on what a reader must hold. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** What the header's hash is chained to. */
export const NO_HASH = '';

/** The header without its hash and closing brace. */
export const HEADER_BODY = `{"format":"${LOG_FORMAT}","version":${String(LOG_VERSION)}`;

/** The end line without its hash and closing brace. */
export const endBody = (events: number, position: number): string =>
  `{"end":{"events":${String(events)},"position":${String(position)}}`;

const BEFORE_HASH = ',"hash":"';
const HASH_LENGTH = 64;
const AFTER_HASH = '"}';
const TAIL_LENGTH = BEFORE_HASH.length + HASH_LENGTH + AFTER_HASH.length;

/** Lowercase hex SHA-256 of the previous line's hash, as its 64 characters, and this line's body. */
export const chainHash = (previous: string, body: string): string =>
  hash('sha256', previous + body);

/** A whole line, its line feed with it. */
export const lineText = (body: string, ownHash: string): string =>
  `${body}${BEFORE_HASH}${ownHash}${AFTER_HASH}\n`;

/** Whether a line with this body would be longer than a line may be. */
export const isTooLong = (body: string): boolean =>
  // A character is at most three bytes: only long lines need counting.
  body.length > (MAX_LINE_BYTES - TAIL_LENGTH) / 3 &&
  Buffer.byteLength(body) > MAX_LINE_BYTES - TAIL_LENGTH;

/** Whether a text is 64 lowercase hex digits. */
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** A line's body and hash, if it ends with a hash as every line of a log does. */
export const splitHash = (
  text: string,
): { readonly body: string; readonly hash: string } | undefined => {
  const at = text.length - TAIL_LENGTH;
  const ownHash = text.slice(at + BEFORE_HASH.length, -AFTER_HASH.length);
  return at > 0 && text.startsWith(BEFORE_HASH, at) && text.endsWith(AFTER_HASH) && isHash(ownHash)
    ? { body: text.slice(0, at), hash: ownHash }
    : undefined;
};
