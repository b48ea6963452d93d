import type {
  Appended,
  AppendError,
  Batch,
  Decision,
  EventCodec,
  EventStore,
  RecordedEvent,
} from '@largesse/core';
import type { Command, GiftingEvent, Refusal, RefusalCode } from '@largesse/domain';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';
import { fingerprint } from './fingerprint.js';
import { decodeRecorded } from './fold-cache.js';
import type { OpenReads } from './open-reads.js';
import { failed, type Executed, type Failed, type Refused } from './outcome.js';
import { resolveAppend, unknownOutcome } from './resolve-append.js';

export type Result = E.Either<Refused | Failed, Executed>;
export type Rules<C, V> = Decision<C, V, GiftingEvent, Refusal<RefusalCode>>;

/** What the executions of one engine share. */
export interface ExecutionContext {
  readonly store: EventStore;
  readonly codec: EventCodec<GiftingEvent>;
  readonly maxAttempts: number;
}

/**
 * A command on its way into the log, optimistically: decide on what is known, append under
 * guard. An acceptance is protected by its guard; a refusal is only given on fresh state. The
 * usual way is without `async`, whose saved frames would be most of what a command allocates.
 */
export class Execution<C, V> {
  private readonly key: string;
  private readonly fingerprint: string;
  private attempts = 0;

  constructor(
    private readonly context: ExecutionContext,
    private readonly rules: Rules<C, V>,
    private readonly judged: C,
    command: Command,
    private readonly reads: OpenReads<V, GiftingEvent>,
  ) {
    this.key = command.commandId;
    this.fingerprint = fingerprint(command);
  }

  /** Judges the states as they are known; `fresh` says that they were just read. */
  attempt(fresh: boolean): Promise<Result> {
    this.attempts += 1;
    const verdict = this.rules.decide(this.judged, this.reads.views());
    if (E.isLeft(verdict)) return fresh ? this.refuse(verdict.left) : this.again();
    const made = verdict.right;
    const batch = this.batchOf(made);
    return this.context.store
      .append(batch)()
      .then(
        (result) => this.settle(batch, made, result),
        (thrown: unknown) => this.settle(batch, made, unknownOutcome(thrown)),
      );
  }

  private async again(): Promise<Result> {
    if (this.attempts >= this.context.maxAttempts) {
      const tries = String(this.attempts);
      const message = `others were faster ${tries} times; send it again`;
      return E.left(failed('too_many_conflicts', message));
    }
    await this.reads.refresh();
    return this.attempt(true);
  }

  private batchOf(made: NEA.NonEmptyArray<GiftingEvent>): Batch {
    return {
      key: this.key,
      fingerprint: this.fingerprint,
      events: NEA.map(this.context.codec.encode)(made),
      conditions: this.reads.conditions(),
    };
  }

  private settle(
    batch: Batch,
    made: readonly GiftingEvent[],
    result: E.Either<AppendError, Appended>,
  ): Result | Promise<Result> {
    if (E.isRight(result)) return E.right(this.executed(result.right, made));
    const { left: error } = result;
    switch (error.code) {
      case 'condition_failed':
        return this.again();
      case 'key_reused':
        return E.left(commandIdReused(this.key));
      case 'store_unavailable':
        return E.left(failed(error.code, error.message));
      case 'outcome_unknown':
        return this.resolve(batch, made);
    }
  }

  private async resolve(batch: Batch, made: readonly GiftingEvent[]): Promise<Result> {
    const result = await resolveAppend(this.context.store, batch);
    if (E.isLeft(result) && result.left.code === 'outcome_unknown')
      return E.left(failed(result.left.code, result.left.message));
    return this.settle(batch, made, result);
  }

  private executed(
    { events: recorded, repeated }: Appended,
    made: readonly GiftingEvent[],
  ): Executed {
    if (repeated) return this.retried(recorded);
    const events = recorded.map(({ position }, i) => ({
      position,
      event: made[i] as GiftingEvent,
    }));
    for (const positioned of events) this.reads.appended(positioned);
    return { status: 'accepted', events, recorded };
  }

  private retried(recorded: readonly RecordedEvent[]): Executed {
    const events = recorded.map((event) => decodeRecorded(this.context.codec, event));
    return { status: 'retried', events, recorded };
  }

  /** A command that took effect before is not refused, whatever the rules say of it now. */
  private async refuse(refusal: Refusal<RefusalCode>): Promise<Result> {
    const found = await this.context.store.lookup(this.key)();
    if (E.isLeft(found)) return E.left(failed('store_unavailable', found.left.message));
    if (O.isNone(found.right)) return E.left({ kind: 'refused', ...refusal });
    const recorded = found.right.value;
    if (recorded[0].batch.fingerprint !== this.fingerprint)
      return E.left(commandIdReused(this.key));
    return E.right(this.retried(recorded));
  }
}

const commandIdReused = (key: string): Refused => ({
  kind: 'refused',
  code: 'command_id_reused',
  message: `command id "${key}" took effect before with other content; use a new id`,
});
