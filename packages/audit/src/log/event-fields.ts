import type { Json, RecordedEvent, Tag } from '@largesse/core';
import { CommandId } from '@largesse/domain';
import { isHash } from './format.js';

/** The fields of an event's line as JSON has them. */
interface EventFields {
  readonly position: number;
  readonly key: string;
  readonly fingerprint: string;
  readonly index: number;
  readonly size: number;
  readonly type: string;
  readonly version: number;
  readonly at: string;
  readonly tags: readonly Tag[];
  readonly data: Json;
}

const integer =
  (least: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least;

const text = (value: unknown): boolean => typeof value === 'string';

const isTag = (value: unknown): boolean => typeof value === 'string' && /^[^:]+:/.test(value);

/** For each field whether a value is good, and the end of the sentence "expected …". */
const fields: Readonly<Record<keyof EventFields, readonly [(value: unknown) => boolean, string]>> =
  {
    position: [integer(1), 'an integer from 1 to 9007199254740991'],
    key: [CommandId.is, CommandId.name],
    fingerprint: [isHash, '64 lowercase hex digits'],
    index: [integer(0), 'an integer from 0'],
    size: [integer(1), 'an integer from 1'],
    type: [text, 'a text'],
    version: [integer(1), 'an integer from 1'],
    at: [text, 'a text'],
    tags: [(value) => Array.isArray(value) && value.every(isTag), 'a list of texts "kind:id"'],
    data: [(value) => typeof value === 'object' && value !== null, 'an object'],
  };

const names = Object.entries(fields);

/** The first field of an event's line that is missing or of the wrong form, if any is. */
export const fieldFault = (value: object): string | undefined => {
  const given = value as Readonly<Record<string, unknown>>; // JSON gave it
  for (const [name, [isGood, expected]] of names) {
    if (isGood(given[name])) continue;
    return Object.hasOwn(given, name) ? `${name}: expected ${expected}` : `${name}: is missing`;
  }
  return undefined;
};

/** A field that no event's line has. */
export const unknownField = (value: object): string | undefined => {
  const name = Object.keys(value).find((key) => key !== 'hash' && !Object.hasOwn(fields, key));
  return name && `${name.slice(0, 64)}: is not a known field`;
};

/** The recorded event of a line that has no field fault. */
export const recordedOf = (value: object): RecordedEvent => {
  const { position, key, fingerprint, index, size, ...rest } = value as EventFields; // checked above
  const { type, version, at, tags, data } = rest;
  const batch = { key, fingerprint, index, size };
  return { position, type, version, at, tags, data, batch };
};
