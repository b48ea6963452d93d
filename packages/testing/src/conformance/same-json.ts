/**
 * Whether two values are the same to JSON, in whatever order their fields stand. Not Node's
 * `isDeepStrictEqual`: it tells an object that a driver or `structuredClone` made from one made in
 * a test runner's sandbox, since each has an `Object.prototype` of its own.
 */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (!isObject(a) || !isObject(b)) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const fields = new Map(Object.entries(b));
  const others = Object.entries(a);
  return (
    others.length === fields.size &&
    others.every(([name, value]) => fields.has(name) && sameJson(value, fields.get(name)))
  );
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
