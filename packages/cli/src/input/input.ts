import { addAbortSignal } from 'node:stream';
import { openSource } from './source.js';

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

/**
 * Opens a file to be read once from start to end; `-` is standard input. When `asked` is aborted,
 * reading ends with an error, even where it waits for somebody to type or for the writer of a pipe.
 */
export const openInput = async (path: string, asked: AbortSignal): Promise<Input> => {
  const { name, stat, stream } = await openSource(path);
  const chunks = addAbortSignal(asked, stream);
  const close = async (): Promise<void> => void stream.destroy();
  return { name, chunks, close, ...(stat.isFile() ? { size: Number(stat.size) } : {}) };
};
