/**
 * A state as one text: equal states, equal text, byte for byte, whatever the order in which
 * their fields came about. JSON with `{"$bigint":"1"}` and `{"$map":[[key,value],…]}` for what
 * JSON lacks. States are plain data: anything else is a fault of the projection, and throws.
 */
export const writeSnapshot = (state: unknown): string => {
  if (typeof state === 'bigint') return `{"$bigint":"${String(state)}"}`;
  if (typeof state !== 'object' || state === null) {
    const text: unknown = JSON.stringify(state);
    if (typeof text === 'string') return text;
    throw new TypeError(`A state holds a ${typeof state}, which no snapshot can`);
  }
  if (Array.isArray(state)) return `[${state.map(writeSnapshot).join(',')}]`;
  if (state instanceof Map) {
    const entries = [...state].map((entry) => writeSnapshot(entry)).sort();
    return `{"$map":[${entries.join(',')}]}`;
  }
  if (Object.getPrototypeOf(state) !== Object.prototype)
    throw new TypeError('A state holds an object of a class, which no snapshot can');
  const fields = Object.entries(state)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${writeSnapshot(value)}`);
  return `{${fields.join(',')}}`;
};

/** The state of a snapshot; whoever asks owns it. */
export const readSnapshot = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$bigint' in value && typeof value.$bigint === 'string') return BigInt(value.$bigint);
    if ('$map' in value && Array.isArray(value.$map))
      return new Map(value.$map as [unknown, unknown][]);
    return value;
  });
