import { close, constants, createReadStream, fstatSync, open, type BigIntStats } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { isatty, ReadStream as TerminalStream } from 'node:tty';
import { promisify } from 'node:util';
import { CommandFailure, errorCode, fileFailure } from '../failure.js';
import { addressed } from '../store/address.js';

/** Where bytes come from, opened to be read once. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  readonly stat: BigIntStats;
  readonly stream: Readable;
}

const CHUNK_BYTES = 256 * 1024;

/** Opens a file to be read from start to end; `-` is standard input. A folder is refused. */
export const openSource = async (path: string): Promise<Source> => {
  if (path === '-') return standardInput();
  try {
    // Without O_NONBLOCK the opening of a named pipe waits for its writer in a thread that nothing ends.
    const file = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = statOf(file);
    if (!stat.isDirectory()) return { name: path, stat, stream: streamOf(file, stat) };
    await promisify(close)(file);
  } catch (thrown) {
    throw noFile(path, thrown) ?? fileFailure('read', path, thrown);
  }
  throw isFolder(path);
};

/**
 * In big integers, which Node keeps apart: what it found last in numbers, its `import` takes for what it found of a folder.
 * After a pipe or a socket it follows no symbolic link, and a store's package, which is loaded later, misses its own
 * dependencies (nodejs/node#51142).
 */
const statOf = (file: number): BigIntStats => fstatSync(file, { bigint: true });

const standardInput = (): Source => {
  const name = 'standard input';
  const stat = statOf(0);
  if (stat.isDirectory()) throw isFolder(name);
  return { name, stat, stream: process.stdin };
};

/** Who waits for a pipe or a terminal can be stopped; a file on a disk is never waited for. */
const streamOf = (file: number, stat: BigIntStats): Readable => {
  if (stat.isFIFO()) return new Socket({ fd: file, readable: true, writable: false });
  if (isatty(file)) return new TerminalStream(file);
  return createReadStream('', { fd: file, highWaterMark: CHUNK_BYTES });
};

/** Who names a store where a file is expected is told how it is named; no file that is there is mistaken for one. */
const noFile = (path: string, thrown: unknown): CommandFailure | undefined => {
  const store = errorCode(thrown) === 'ENOENT' ? addressed(path) : undefined;
  return store === undefined
    ? undefined
    : new CommandFailure(`${store} is a store, not a file: name it with --store`);
};

const isFolder = (name: string) =>
  fileFailure('read', name, Object.assign(new Error(), { code: 'EISDIR' }));
