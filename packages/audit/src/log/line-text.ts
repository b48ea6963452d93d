import { LogDamaged, type DamageCode } from './log-damaged.js';
import { jsonFault } from './json-fault.js';
import type { RawLine } from './split-lines.js';

/** Damage at a character of a line, or at its start. */
export const damage = (
  code: DamageCode,
  { line, byte }: Pick<RawLine, 'line' | 'byte'>,
  reason: string,
  before = '',
): LogDamaged => new LogDamaged(code, line, byte + Buffer.byteLength(before), reason);

/** The text of a line that is whole and UTF-8. */
export const textOf = (raw: RawLine): string => {
  // First of all: a cut may go through a character, and what it leaves is then no UTF-8.
  if (!raw.ended)
    throw new LogDamaged(
      'cut_off',
      raw.line,
      raw.byte + raw.bytes.length,
      'the file is cut off within this line: its line feed is missing. The lines before it are ' +
        'whole; get the rest of the file, or remove this line and read what is left',
    );
  const text = raw.bytes.toString('utf8');
  if (text.includes(REPLACEMENT)) requireUtf8(raw, text);
  return text;
};

/** The JSON value of a line. */
export const jsonOf = (raw: RawLine, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const at = jsonFault(text);
    if (text === '') throw damage('not_json', raw, 'the line is empty; a log has no such line');
    const found = at < text.length ? `at ${JSON.stringify(text.slice(at, at + 20))}` : 'at its end';
    const reason = `not JSON ${found}; the line was damaged or written by something else`;
    throw damage('not_json', raw, reason, text.slice(0, at));
  }
};

/** What a decoder puts in place of bytes that are no text. It may also stand there rightly. */
const REPLACEMENT = '\uFFFD';

/** Encoded again, text that was decoded from wrong bytes differs at the first of them. */
const requireUtf8 = ({ line, byte, bytes }: RawLine, text: string): void => {
  const encoded = Buffer.from(text);
  if (encoded.equals(bytes)) return;
  const at = bytes.findIndex((value, i) => value !== encoded[i]);
  const reason = 'not UTF-8; the line was damaged, or the file was saved in another encoding';
  throw new LogDamaged('invalid_utf8', line, byte + at, reason);
};

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** Refuses a line that says the right things in other bytes than a writer's. */
export const requireCanonical = (raw: RawLine, text: string, canonical: string): void => {
  if (text === canonical) return;
  let at = 0;
  while (text[at] === canonical[at]) at += 1;
  // Two characters beyond U+FFFF may share the first half of their pairs.
  if (isHighSurrogate(text.charCodeAt(at - 1))) at -= 1;
  const found = text.endsWith('\r')
    ? 'it ends in a carriage return, as after an editor on Windows'
    : 'other field order, white space, escapes or form of a number, a field twice, or tags that are not those of the data';
  throw damage(
    'not_canonical',
    raw,
    `good JSON, but not the bytes that a log has: ${found}. Take the log as it was written`,
    text.slice(0, at),
  );
};
