import { messageOf } from '@largesse/core';
import { isBusy } from './sqlite-error.js';

/**
 * A commit that failed while it wrote. Nobody sees what it wrote, but it may stand in the write-ahead log,
 * and if the process ended before something is written over it, it would be there when the file is opened
 * again: neither a yes nor a no.
 */
export class CommitFailed extends Error {
  override readonly name = 'CommitFailed';

  /** What a failed commit is to be taken for: one that only met a lock has written nothing. */
  static of(thrown: unknown): unknown {
    return isBusy(thrown) ? thrown : new CommitFailed(messageOf(thrown), { cause: thrown });
  }
}
