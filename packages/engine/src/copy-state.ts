/** A deep copy of a projection's state: plain objects, arrays, maps and primitives. */
export const copyState = <S>(state: S): S => copy(state) as S;

const copy = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Map) {
    return new Map([...value].map(([key, inner]: [unknown, unknown]) => [key, copy(inner)]));
  }
  const fields: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) fields[name] = copy(inner);
  return fields;
};
