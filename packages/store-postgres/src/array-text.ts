/** A list as PostgreSQL writes an array. The drivers would do it too, several times slower: they ask each element what it is. */
export const arrayText = (list: readonly (string | number | null)[]): string => {
  let text = '{';
  for (let i = 0; i < list.length; i += 1) {
    const element = list[i];
    if (i > 0) text += ',';
    text += typeof element === 'string' ? quoted(element) : String(element ?? null);
  }
  return `${text}}`;
};

const quoted = (text: string): string =>
  `"${SPECIAL.test(text) ? text.replace(EACH_SPECIAL, '\\$&') : text}"`;

const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;
