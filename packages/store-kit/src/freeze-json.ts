import type { Json } from '@largesse/core';

/**
 * Freezes a value and all that is in it, so that nobody can change what was recorded: cheaper
 * than a copy on the way in and another on the way out, and no less safe. Returns where in the value
 * something is that JSON cannot hold (a store on disk would lose it), as `.name.0`; else undefined.
 */
export const freezeJson = (value: Json | undefined): string | undefined => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : '';
  if (typeof value !== 'object') return '';
  return isList(value) ? freezeList(value) : freezeFields(value);
};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const freezeList = (list: readonly Json[]): string | undefined => {
  for (let i = 0; i < list.length; i += 1) {
    const bad = freezeJson(list[i]);
    if (bad !== undefined) return `.${String(i)}${bad}`;
  }
  Object.freeze(list);
  return undefined;
};

const freezeFields = (fields: { readonly [name: string]: Json }): string | undefined => {
  if (!isPlain(fields)) return '';
  for (const name in fields) {
    const bad = freezeJson(fields[name]);
    if (bad !== undefined) return `.${name}${bad}`;
  }
  Object.freeze(fields);
  return undefined;
};

/** Neither a Date nor a Map nor an instance of a class: those do not come back from JSON as they were. */
const isPlain = (fields: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(fields);
  return (
    prototype === null ||
    (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null)
  );
};
