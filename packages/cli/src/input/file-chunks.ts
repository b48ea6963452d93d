import { open } from 'node:fs/promises';
import { fileFailure } from '../failure.js';

/** A file's bytes as they are read, with its size where that is known. */
export interface Input {
  readonly name: string;
  readonly size?: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** Opens a file to be read once from start to end; `-` is standard input. */
export const openInput = async (path: string): Promise<Input> => {
  if (path === '-') return { name: 'standard input', chunks: process.stdin };
  try {
    const file = await open(path);
    const stat = await file.stat();
    if (stat.isDirectory()) {
      await file.close();
      throw Object.assign(new Error(), { code: 'EISDIR' });
    }
    const chunks = file.createReadStream({ highWaterMark: CHUNK_BYTES });
    return stat.isFile() ? { name: path, size: stat.size, chunks } : { name: path, chunks };
  } catch (thrown) {
    throw fileFailure('read', path, thrown);
  }
};
