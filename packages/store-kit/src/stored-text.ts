/**
 * Text as every database can keep it. PostgreSQL takes no NUL, and UTF-8 has no form for half a
 * surrogate pair: two different ids would come to one, or to none. Those characters are written as
 * `\uXXXX`, and a backslash as two; any other text stays as it is. Equal texts stay equal,
 * different ones different, so what is stored can be compared.
 */
export const toStoredText = (text: string): string =>
  UNSTORABLE.test(text) ? text.replace(EACH_UNSTORABLE, escaped) : text;

/** The text again. */
export const fromStoredText = (stored: string): string =>
  stored.includes('\\') ? stored.replace(EACH_ESCAPE, unescaped) : stored;

// With the flag u, a pair counts as one character and only halves match \p{Surrogate}.
const UNSTORABLE = /[\\\0\p{Surrogate}]/u;
const EACH_UNSTORABLE = /[\\\0\p{Surrogate}]/gu;
const EACH_ESCAPE = /\\(?:\\|u([0-9a-f]{4}))/g;

const escaped = (character: string): string =>
  character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const unescaped = (_: string, code: string | undefined): string =>
  code === undefined ? '\\' : String.fromCharCode(Number.parseInt(code, 16));
