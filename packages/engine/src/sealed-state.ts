import { hash } from 'node:crypto';
import { readState, writeState, type Position, type Snapshot } from '@largesse/core';

/** A folded state as a snapshot keeps it. */
export interface KeptState {
  readonly state: unknown;
  readonly position: Position;
  /** The key of the batch of the event at the position: by it a log is known again. */
  readonly batchKey: string;
}

/** What a snapshot is of and who made it. */
export interface Seal {
  readonly id: string;
  readonly schema: string;
}

/** Hexadecimal digits of a SHA-256. */
const DIGITS = 64;

/** A snapshot with a checksum over all of it, also over its id: one that is under another is found out. */
export const sealed = (seal: Seal, { state, position, batchKey }: KeptState): Snapshot => {
  const body = writeState([batchKey, state]);
  return { schema: seal.schema, position, state: checksum(seal, position, body) + body };
};

/** What a snapshot keeps, or `undefined` if it is not what was saved under this seal. */
export const unsealed = (
  seal: Seal,
  { schema, position, state }: Snapshot,
): KeptState | undefined => {
  const body = state.slice(DIGITS);
  if (schema !== seal.schema || checksum(seal, position, body) !== state.slice(0, DIGITS))
    return undefined;
  const read = readState(body);
  if (!Array.isArray(read) || typeof read[0] !== 'string') return undefined;
  return { state: read[1], position, batchKey: read[0] };
};

const checksum = ({ id, schema }: Seal, position: Position, body: string): string =>
  hash('sha256', JSON.stringify([id, schema, position]) + body, 'hex');
