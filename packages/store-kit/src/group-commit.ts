import {
  messageOf,
  type AppendError,
  type Appended,
  type Batch,
  type StoreUnavailable,
} from '@largesse/core';
import { either as E } from 'fp-ts';
import { checkBatch } from './check-batch.js';
import { Group } from './group.js';
import { keptBatch } from './kept-batch.js';

/** What became of a batch. */
export type AppendResult = E.Either<AppendError, Appended>;

export interface GroupCommitOptions {
  /**
   * Writes a group of batches, in their order, in one commit; answers each. What it throws becomes
   * `outcome_unknown` for all of them: where it knows that nothing was written, it says so itself.
   */
  readonly commit: (batches: readonly Batch[]) => Promise<readonly AppendResult[]>;
  /** Whether `commit` judges all batches of a group by what the log held before it; see `Group`. */
  readonly independent?: boolean;
  /** A group takes no further batch when it has this many events. 1,000 if absent. */
  readonly maxEvents?: number;
  /**
   * How many groups may be written at once; 1 if absent. With more, a group is made ready and sent while the database
   * still writes the one before, which must then judge them in any order. Only when many batches wait:
   * groups that are too small cost more than the wait.
   */
  readonly groupsAtOnce?: number;
  /** How many batches may wait at once; the next are told `store_unavailable`. 10,000 if absent. */
  readonly maxWaiting?: number;
  /** Throws a `TypeError` for a batch that `checkBatch` passes and this store still cannot keep. */
  readonly check?: (batch: Batch) => void;
  /** What messages call the store. */
  readonly name: string;
}

interface Waiting {
  readonly batch: Batch;
  readonly answer: (result: AppendResult) => void;
}

/** A further group is begun beside another when so many batches wait. */
const MANY = 64;

/**
 * Appends that are asked for at the same time share a commit: what durability costs is paid once
 * a group, not once a batch. One group is written at a time, or a few under load; whoever comes
 * meanwhile waits for the next.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private readonly writing = new Set<Promise<void>>();
  /** How many batches are in the groups that are being written. */
  private underWay = 0;
  private closed = false;

  constructor(private readonly options: GroupCommitOptions) {}

  /** Resolves when the group of the batch is written. Rejects with a `TypeError` for what no store can keep. */
  // It never awaits: an async function so that what `checkBatch` throws is a rejection.
  async append(batch: Batch): Promise<AppendResult> {
    const { name, maxWaiting = 10_000 } = this.options;
    if (this.closed) return E.left(unavailable(`${name} is closed`));
    if (this.waiting.length >= maxWaiting) {
      const busy = `${String(maxWaiting)} appends wait already: send fewer at once`;
      return E.left(unavailable(`${name} is busy, ${busy}`));
    }
    checkBatch(batch);
    this.options.check?.(batch);
    return new Promise((answer) => {
      this.waiting.push({ batch: keptBatch(batch), answer });
      this.begin();
    });
  }

  /** Takes no more, and resolves when all that waits is written and answered. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.writing.size > 0) await Promise.all(this.writing);
  }

  /** Begins to write if nothing else will take what waits, or if there is much of it. */
  private begin(): void {
    const { size } = this.writing;
    const { groupsAtOnce = 1 } = this.options;
    if (size > 0 && (size >= groupsAtOnce || this.waiting.length < MANY)) return;
    const writing = this.writeGroups().finally(() => {
      this.writing.delete(writing);
      if (this.waiting.length > 0) this.begin();
    });
    this.writing.add(writing);
  }

  private async writeGroups(): Promise<void> {
    while (this.waiting.length > 0) {
      // A turn of the event loop, so that all who ask in this one come into the same group.
      await new Promise(setImmediate);
      const group = this.takeGroup();
      // Another writer may have been quicker.
      if (group.length === 0) return;
      this.underWay += group.length;
      this.begin();
      const results = await this.write(group);
      this.underWay -= group.length;
      group.forEach(({ answer }, i) => {
        answer(results[i] ?? E.left(unknown(`${this.options.name} did not answer`)));
      });
      if (this.writing.size > 1 && this.waiting.length < MANY) return;
    }
  }

  private takeGroup(): readonly Waiting[] {
    const { independent = false, maxEvents = 1_000, groupsAtOnce = 1 } = this.options;
    // Shared out, so that the next group can be made ready while this one is written, and all are of one size.
    const asked = this.waiting.length + this.underWay;
    const most = Math.max(MANY, Math.ceil(asked / groupsAtOnce));
    const group = new Group(independent);
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    for (const each of this.waiting) {
      if (taken.length < most && group.events < maxEvents && group.admits(each.batch)) {
        group.add(each.batch);
        taken.push(each);
      } else left.push(each);
    }
    this.waiting = left;
    return taken;
  }

  private async write(group: readonly Waiting[]): Promise<readonly AppendResult[]> {
    try {
      return await this.options.commit(group.map(({ batch }) => batch));
    } catch (thrown) {
      const message = messageOf(thrown);
      return group.map(() => E.left(unknown(message)));
    }
  }
}

const unavailable = (message: string): StoreUnavailable => ({ code: 'store_unavailable', message });
const unknown = (message: string): AppendError => ({ code: 'outcome_unknown', message });
