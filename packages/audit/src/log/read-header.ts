import { HEADER_BODY, LOG_FORMAT, LOG_VERSION, NO_HASH, chainHash, splitHash } from './format.js';
import { FOREIGN_FILES } from './foreign-files.js';
import { damage } from './line-text.js';
import { LogDamaged } from './log-damaged.js';
import type { LogHeader } from './log-line.js';
import type { RawLine } from './split-lines.js';

/** The header and the hash that the next line is chained to. */
export const readHeader = (raw: RawLine): { readonly line: LogHeader; readonly hash: string } => {
  const text = raw.bytes.toString('utf8');
  const split = raw.ended ? splitHash(text) : undefined;
  if (split?.body !== HEADER_BODY) throw damage('not_a_log', raw, notALog(raw, text));
  const { line, byte } = raw;
  const hashFits = chainHash(NO_HASH, split.body) === split.hash;
  return { line: { kind: 'header', line, byte, hashFits }, hash: split.hash };
};

/** A file without a byte. */
export const emptyFile = (): LogDamaged =>
  new LogDamaged('not_a_log', 1, 0, 'not a Largesse log: the file is empty');

/** Each first bytes that people really try, and what they mean. */
const STRANGERS: readonly (readonly [RegExp, string])[] = [
  ...FOREIGN_FILES,
  [/^\xef\xbb\xbf/, 'it begins with a byte order mark, as after an editor; a log has none'],
  [/^(?:\xff\xfe|\xfe\xff)/, 'it is UTF-16; a log is UTF-8'],
  [/\r$/, 'its lines end in CR LF, as after an editor on Windows; a log has LF alone'],
  [/^\{"type":/, 'it looks like a scenario; run it to make a log of it'],
  [/^\{"position":/, 'it begins with an event: its header line is missing'],
  [/^account,asset,amount/, 'it is a file of balances'],
  [/^commandId,code/, 'it is a list of rejections'],
];

const notALog = ({ bytes, ended }: RawLine, text: string): string => {
  const start = `${bytes.toString('latin1', 0, 80)}${bytes.toString('latin1', bytes.length - 1)}`;
  const version = /^\{"format":"([^"]*)","version":(\d+)/.exec(text);
  const [, hint] = STRANGERS.find(([pattern]) => pattern.test(start)) ?? [];
  const expected = `the first line of a log is ${HEADER_BODY},"hash":"…"}`;
  if (version?.[1] === LOG_FORMAT && version[2] !== String(LOG_VERSION))
    return `a Largesse log of format version ${String(version[2])}; this code reads version ${String(LOG_VERSION)}`;
  if (hint !== undefined) return `not a Largesse log: ${hint}`;
  if (!ended && HEADER_BODY.startsWith(text.slice(0, HEADER_BODY.length)))
    return 'the file is cut off within its first line: no event is in it';
  return `not a Largesse log: ${expected}`;
};
