import type { Batch } from '@largesse/core';
import type { AppendResult } from '@largesse/store-kit';
import { either as E } from 'fp-ts';
import { Attempt } from './attempt.js';
import type { Surrounding } from './surrounding.js';

/**
 * Writes groups of independent batches. A group is judged by what this process knows of the log, and written
 * as one atomic batch on the condition that the log still ends where it knew it to end. So nothing can come
 * between the judgement and the writing. If it was overtaken it learns what came, judges again and tries again.
 *
 * The same condition makes an unknown outcome harmless: what was sent can only be written while the log still
 * ends there, so sending again, with the same condition, can never write it twice.
 */
export class Committer {
  /** How many milliseconds the last commit took. */
  private lastCommit = 0;

  constructor(private readonly around: Surrounding) {}

  /** Answers each batch of a group. */
  async commit(batches: readonly Batch[]): Promise<readonly AppendResult[]> {
    const attempt = new Attempt(this.around, batches, this.lastCommit);
    await attempt.run();
    this.lastCommit = attempt.lastCommit;
    return attempt.results().map((result) => result ?? E.left(attempt.failure()));
  }
}
