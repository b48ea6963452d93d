import { fstatSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { fileFailure, type CommandFailure } from '../failure.js';

/** A log's or another file's bytes as they are read, with how many there are where that is known. */
export interface Input {
  readonly name: string;
  /** In bytes; of the log of a store, its last position. */
  readonly size?: number;
  /** How far it is read, in the unit of `size`. The bytes that were read if absent. */
  readonly reached?: () => number;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Reads no more. */
  readonly close: () => Promise<void>;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a file to be read once from start to end; `-` is standard input. When `asked` is aborted,
 * reading ends with an error, even where it waits for somebody to type.
 */
export const openInput = async (path: string, asked: AbortSignal): Promise<Input> => {
  const { name, stat, stream } = path === '-' ? standardInput() : await fileInput(path);
  const chunks = addAbortSignal(asked, stream);
  const close = async (): Promise<void> => void stream.destroy();
  return { name, chunks, close, ...(stat.isFile() ? { size: stat.size } : {}) };
};

interface Source {
  readonly name: string;
  readonly stat: Stats;
  readonly stream: Readable;
}

const standardInput = (): Source => {
  const name = 'standard input';
  const stat = fstatSync(0);
  if (stat.isDirectory()) throw isFolder(name);
  return { name, stat, stream: process.stdin };
};

const fileInput = async (path: string): Promise<Source> => {
  try {
    const file = await open(path);
    const stat = await file.stat();
    if (!stat.isDirectory())
      return { name: path, stat, stream: file.createReadStream({ highWaterMark: CHUNK_BYTES }) };
    await file.close();
  } catch (thrown) {
    throw fileFailure('read', path, thrown);
  }
  throw isFolder(path);
};

const isFolder = (name: string): CommandFailure =>
  fileFailure('read', name, Object.assign(new Error(), { code: 'EISDIR' }));
