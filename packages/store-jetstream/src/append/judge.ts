import type { Batch } from '@largesse/core';
import { repeated, type AppendResult } from '@largesse/store-kit';
import { either as E, option as O } from 'fp-ts';
import { eventsFrom } from '../read/batch-events.js';
import type { Surrounding } from './surrounding.js';

/** Judges batches by what this process knows of the log. */
export class Judge {
  constructor(private readonly around: Pick<Surrounding, 'tail' | 'subjects' | 'selection'>) {}

  /** The subjects that must be known to judge batches; those of their keys not where the leader judges them. */
  needs(batches: readonly Batch[], leavesKeys: boolean): readonly string[] {
    const { subjects, selection } = this.around;
    return batches.flatMap(({ key, conditions }) => [
      ...(leavesKeys ? [] : [subjects.event(key, 0)]),
      ...conditions.flatMap((condition) => selection.subjectsFor(condition)),
    ]);
  }

  /**
   * The answer to a batch that is not to be written: its key was used, or one of its conditions fails. The key comes first: it
   * must be known where a condition fails, which may be by what the batch itself wrote; else that is `key_needed`. `isOurs`
   * tells of a commit whether it was sent for this batch and only its answer got lost: then this is no repeat.
   */
  async answer(
    { key, fingerprint, conditions }: Batch,
    isOurs: (commit: string) => boolean,
  ): Promise<AppendResult | 'key_needed' | undefined> {
    const { tail, subjects, selection } = this.around;
    const subject = subjects.event(key, 0);
    const known = tail.view.last(subject);
    if (known !== undefined) {
      const events = await eventsFrom(tail, known.sequence);
      if (O.isNone(events))
        throw new Error(`The events of key ${JSON.stringify(key)} are not there`);
      const result = repeated(events.value, fingerprint);
      return E.isRight(result) && isOurs(known.commit)
        ? E.right({ ...result.right, repeated: false })
        : result;
    }
    for (const condition of conditions) {
      if (await selection.hasAfter(condition))
        return tail.view.knows(subject) ? E.left({ code: 'condition_failed' }) : 'key_needed';
    }
    return undefined;
  }
}
