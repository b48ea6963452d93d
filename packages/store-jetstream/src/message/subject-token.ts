import { createHash } from 'node:crypto';

/** A token of more characters is replaced by its hash: subjects must fit into a control line of 4096 bytes. */
const LONGEST = 160;

/**
 * Any text as one token of a NATS subject, injectively: letters, digits and `_ - : @ /` stand for themselves,
 * every other UTF-16 unit (dots, stars, `>`, spaces, controls, half surrogate pairs) is `=` and four hex
 * digits, the empty text a lone `=`. What gets longer than 160 characters is `=x` and its SHA-256.
 */
export const subjectToken = (text: string): string => {
  if (PLAIN.test(text)) return text;
  if (text === '') return '=';
  const token = text.replace(EACH_ODD, escaped);
  return token.length <= LONGEST ? token : `=x${sha256(token)}`;
};

const PLAIN = /^[\w:@/-]{1,160}$/;
// Without the flag u, each half of a surrogate pair is a character of its own.
const EACH_ODD = /[^\w:@/-]/g;

const escaped = (unit: string): string => `=${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
