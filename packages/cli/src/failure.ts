import { messageOf } from '@largesse/core';
import { isNativeError } from 'node:util/types';

/** Ends a command with a message for the person who typed it and an exit status. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    message: string,
    /** 1: what was asked does not hold. 2: what was given cannot be used. */
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(message);
  }
}

/** What an error of the file system means for the person who named the file. */
export const fileFailure = (
  verb: 'read' | 'write',
  path: string,
  thrown: unknown,
): CommandFailure => {
  if (thrown instanceof CommandFailure) return thrown;
  if (path === '') return new CommandFailure(`cannot ${verb} a file without a name`);
  const code = errorCode(thrown);
  const reason = REASONS[`${verb} ${code}`] ?? REASONS[code] ?? messageOf(thrown);
  return new CommandFailure(`cannot ${verb} ${path}: ${reason}`);
};

/** The code of a system's error such as `ENOENT`; empty for any other. */
export const errorCode = (thrown: unknown): string =>
  isNativeError(thrown) && 'code' in thrown ? String(thrown.code) : '';

const REASONS: Readonly<Record<string, string>> = {
  'write ENOENT': 'there is no such folder; make it first',
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  'write ENXIO': 'nobody reads from this pipe; start its reader first',
  'write EPIPE': 'nobody reads from it any more',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
};
