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
export const fileFailure = (verb: string, path: string, thrown: unknown): CommandFailure => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const reason = REASONS[code] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return new CommandFailure(`cannot ${verb} ${path}: ${reason}`);
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of the path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
};
