/**
 * A state as one text, exactly: what `readState` makes of it is the same state, with the order of its
 * fields and entries, which a recipe may go by. JSON, with one-field objects for what JSON lacks:
 * `{"$bigint":"1"}`, `{"$map":[[key,value],…]}`, `{"$set":[…]}`, `{"$number":"-0"}`, `{"$undefined":0}`;
 * `{"$object":{…}}` around an object that would be taken for one of these. Throws a `TypeError` for what
 * is no plain data (objects of a class, symbols, functions, holes in arrays).
 */
export const writeState = (state: unknown): string => {
  switch (typeof state) {
    case 'string':
    case 'boolean':
      return JSON.stringify(state);
    case 'number':
      return Number.isFinite(state) && !Object.is(state, -0)
        ? String(state)
        : `{"$number":"${Object.is(state, -0) ? '-0' : String(state)}"}`;
    case 'bigint':
      return `{"$bigint":"${String(state)}"}`;
    case 'undefined':
      return '{"$undefined":0}';
    case 'object':
      return state === null ? 'null' : writeObject(state);
    case 'symbol':
    case 'function':
      throw new TypeError(`A state holds a ${typeof state}, which is no plain data`);
  }
};

const writeObject = (state: object): string => {
  if (state instanceof Map) return `{"$map":${writeList([...state])}}`;
  if (state instanceof Set) return `{"$set":${writeList([...state])}}`;
  if (Array.isArray(state)) return writeList(state);
  if (!isPlain(state)) throw new TypeError('A state holds an object of a class: no plain data');
  return writeFields(state);
};

const writeList = (list: readonly unknown[]): string => {
  if (Object.keys(list).length !== list.length)
    throw new TypeError('A state holds a list with holes or with fields: no plain data');
  return `[${list.map(writeState).join(',')}]`;
};

const writeFields = (state: object): string => {
  const entries = Object.entries(state);
  const fields = entries.map(([name, value]) => `${JSON.stringify(name)}:${writeState(value)}`);
  const text = `{${fields.join(',')}}`;
  return isMarked(entries) ? `{"$object":${text}}` : text;
};

/** Fields and no more: of no class, in whichever realm it was made, and none that no text shows. */
const isPlain = (state: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(state);
  if (Object.getOwnPropertySymbols(state).length > 0) return false;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const isMarked = (entries: readonly (readonly [string, unknown])[]): boolean =>
  entries.length === 1 && entries[0]?.[0].startsWith('$') === true;

/** The state of a text that `writeState` made; whoever asks owns it. Throws if it is no such text. */
export const readState = (text: string): unknown => revived(JSON.parse(text));

const revived = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revived);
  const entries = Object.entries(value);
  const [first] = entries;
  return first !== undefined && isMarked(entries) ? unmarked(...first) : revivedFields(value);
};

/** In place: `JSON.parse` made the fields its own, `__proto__` too, and so they stay. */
const revivedFields = (value: object): object => {
  // An object that `JSON.parse` made has fields of any name.
  const fields = value as Record<string, unknown>;
  for (const [name, inner] of Object.entries(fields)) {
    if (typeof inner === 'object') fields[name] = revived(inner);
  }
  return fields;
};

const unmarked = (mark: string, value: unknown): unknown => {
  if (mark === '$bigint' && typeof value === 'string') return BigInt(value);
  if (mark === '$number' && typeof value === 'string') return Number(value);
  if (mark === '$undefined') return undefined;
  if (mark === '$set' && Array.isArray(value)) return new Set(value.map(revived));
  if (mark === '$map' && Array.isArray(value)) return new Map(value.map(revivedEntry));
  if (mark === '$object' && typeof value === 'object' && value !== null)
    return revivedFields(value);
  throw new TypeError(`No state is written with ${JSON.stringify(mark)}`);
};

const revivedEntry = (entry: unknown): [unknown, unknown] => {
  if (!Array.isArray(entry) || entry.length !== 2) throw new TypeError('An entry is a pair');
  return [revived(entry[0]), revived(entry[1])];
};
