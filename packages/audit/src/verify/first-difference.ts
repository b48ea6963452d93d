/**
 * Says where a value of plain data is not as it should be, as `data.share 5 instead of 6`;
 * undefined if the two are equal. Fields may stand in any order.
 */
export const firstDifference = (right: unknown, found: unknown, path = ''): string | undefined => {
  if (right === found) return undefined;
  if (!isObject(right) || !isObject(found))
    return `${path === '' ? 'it' : path} ${show(right)} instead of ${show(found)}`;
  for (const [name, value] of Object.entries(right)) {
    const inner = firstDifference(value, found[name], path === '' ? name : `${path}.${name}`);
    if (inner !== undefined) return inner;
  }
  const more = Object.keys(found).find((name) => !Object.hasOwn(right, name));
  return more && `no ${path === '' ? more : `${path}.${more}`}`;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const show = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'bigint') return String(value);
  return isObject(value) ? 'an object' : JSON.stringify(value);
};
