/**
 * A list as PostgreSQL writes an array. The drivers would do it too, several times slower: they ask each element what it
 * is. What JSON writes without a backslash is what PostgreSQL writes, but for the brackets.
 */
export const arrayText = (list: readonly (string | number | null)[]): string => {
  const json = JSON.stringify(list);
  return json.includes('\\') ? `{${list.map(elementText).join()}}` : `{${json.slice(1, -1)}}`;
};

const elementText = (element: string | number | null): string =>
  typeof element === 'string'
    ? `"${SPECIAL.test(element) ? element.replace(EACH_SPECIAL, '\\$&') : element}"`
    : String(element);

const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;
