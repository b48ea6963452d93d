import type { AppendError, Batch } from '@largesse/core';
import type { AppendResult } from '@largesse/store-kit';
import { either as E } from 'fp-ts';
import type { Asker, Asking } from '../asking.js';
import { catchUpIndex } from './catch-up-index.js';
import { CommitFailed } from '../driver/commit-failed.js';
import { Guard } from './guard.js';
import type { Log } from '../read/log.js';
import { patiently } from '../driver/patiently.js';
import { writeGroup } from './write-group.js';

/** What a committer is told. */
export interface CommitterOptions extends Asker {
  /** How many events are found in memory before they are added to the index of the file. */
  readonly indexEvery: number;
  /** Called when something was written. */
  readonly wrote: () => void;
}

/** Writes groups of batches, each group in one commit, and has the index follow. */
export class Committer {
  private readonly guard: Guard;

  constructor(
    private readonly log: Log,
    private readonly asking: Asking,
    private readonly options: CommitterOptions,
  ) {
    this.guard = new Guard(log);
  }

  /** Answers each batch of a group. What was asked for before the store was closed is still written. */
  async commit(batches: readonly Batch[]): Promise<readonly AppendResult[]> {
    const { lockTimeout, wrote } = this.options;
    try {
      const results = await patiently(lockTimeout, () => writeGroup(this.log, this.guard, batches));
      wrote();
      if (this.isIndexDue) setImmediate(() => this.index());
      return results;
    } catch (thrown) {
      return batches.map(() => E.left(this.failure(thrown)));
    }
  }

  private failure(thrown: unknown): AppendError {
    return thrown instanceof CommitFailed
      ? { code: 'outcome_unknown', message: `${this.options.name}: ${thrown.message}` }
      : this.asking.unavailable(thrown);
  }

  private get isIndexDue(): boolean {
    return this.log.recent.count >= this.options.indexEvery;
  }

  /** After the answers to the appends; whatever it meets, the next commit asks for it again. */
  private index(): void {
    if (this.options.isClosed() || !this.isIndexDue) return;
    try {
      catchUpIndex(this.log);
    } catch {
      // Locked, or no room: what the index does not have is found in memory.
    }
  }
}
