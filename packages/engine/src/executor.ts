import type {
  Appended,
  AppendError,
  Batch,
  Decision,
  EventCodec,
  EventStore,
  RecordedEvent,
} from '@largesse/core';
import {
  dispatch,
  type Command,
  type GiftingEvent,
  type Refusal,
  type RefusalCode,
} from '@largesse/domain';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprint } from './fingerprint.js';
import { decodeRecorded, type FoldCache } from './fold-cache.js';
import { KeyedLock } from './keyed-lock.js';
import { OpenReads } from './open-reads.js';
import { failed, failureOf, type Executed, type Failed, type Refused } from './outcome.js';

type Result = E.Either<Refused | Failed, Executed>;
type Rules<C, V> = Decision<C, V, GiftingEvent, Refusal<RefusalCode>>;

/** How often an append whose outcome is unknown is sent again, and the first pause in ms. */
const RESOLVE = { attempts: 5, pause: 20 };

/** Runs commands on a store, optimistically: decide on what is known, append under guard. */
export class Executor {
  private readonly lock = new KeyedLock();

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec<GiftingEvent>,
    private readonly cache: FoldCache<GiftingEvent>,
    private readonly maxAttempts: number,
  ) {}

  execute(command: Command): Promise<Result> {
    return dispatch(command, (decision, judged) => this.inTurn(decision, judged, command));
  }

  private async inTurn<C, V>(rules: Rules<C, V>, judged: C, command: Command): Promise<Result> {
    const reads = new OpenReads<V, GiftingEvent>(this.cache, rules.reads(judged));
    const keys = reads.contended(rules);
    const turn = this.lock.acquire(keys);
    if (turn !== undefined) await turn;
    try {
      return await this.run(rules, judged, command, reads);
    } catch (thrown) {
      return E.left(failureOf(thrown));
    } finally {
      this.lock.release(keys);
    }
  }

  /** An acceptance is protected by its guard; a refusal is only given on fresh state. */
  private async run<C, V>(
    rules: Rules<C, V>,
    judged: C,
    command: Command,
    reads: OpenReads<V, GiftingEvent>,
  ): Promise<Result> {
    const key = command.commandId;
    const print = fingerprint(command);
    let fresh = false;
    for (let attempt = 0; attempt < this.maxAttempts; attempt += 1) {
      const verdict = rules.decide(judged, reads.views());
      if (E.isLeft(verdict)) {
        if (fresh) return await this.refuse(key, print, verdict.left);
      } else {
        const events = NEA.map(this.codec.encode)(verdict.right);
        const batch = { key, fingerprint: print, events, conditions: reads.conditions() };
        let appended = await this.append(batch);
        if (isUnknown(appended)) appended = await this.resolve(batch);
        if (E.isRight(appended))
          return E.right(this.executed(appended.right, verdict.right, reads));
        const { left: error } = appended;
        if (error.code === 'key_reused') return E.left(commandIdReused(key));
        if (error.code !== 'condition_failed') return E.left(failed(error.code, error.message));
      }
      await reads.refresh();
      fresh = true;
    }
    const tries = String(this.maxAttempts);
    return E.left(failed('too_many_conflicts', `others were faster ${tries} times; send it again`));
  }

  /** An append that throws has said nothing of its outcome. */
  private append(batch: Batch): Promise<E.Either<AppendError, Appended>> {
    return this.store.append(batch)().catch(unknown);
  }

  /** Sends an append again until its key says what became of it. */
  private async resolve(batch: Batch): Promise<E.Either<AppendError, Appended>> {
    let result: E.Either<AppendError, Appended> = unknown('');
    for (let { attempts, pause } = RESOLVE; attempts > 0; attempts -= 1, pause *= 2) {
      await sleep(pause);
      result = await this.append(batch);
      if (E.isRight(result) || result.left.code !== 'outcome_unknown') return result;
    }
    return result;
  }

  private executed<V>(
    { events: recorded, repeated }: Appended,
    made: readonly GiftingEvent[],
    reads: OpenReads<V, GiftingEvent>,
  ): Executed {
    if (repeated) return this.repeated(recorded);
    const events = recorded.map(({ position }, i) => ({
      position,
      event: made[i] as GiftingEvent,
    }));
    for (const positioned of events) reads.appended(positioned);
    return { status: 'accepted', events, recorded };
  }

  private repeated(recorded: readonly RecordedEvent[]): Executed {
    const events = recorded.map((event) => decodeRecorded(this.codec, event));
    return { status: 'repeated', events, recorded };
  }

  /** A command that took effect before is not refused, whatever the rules say of it now. */
  private async refuse(key: string, print: string, refusal: Refusal<RefusalCode>): Promise<Result> {
    const found = await this.store.lookup(key)();
    if (E.isLeft(found)) return E.left(failed('store_unavailable', found.left.message));
    if (O.isNone(found.right)) return E.left({ kind: 'refused', ...refusal });
    const recorded = found.right.value;
    if (NEA.head(recorded).batch.fingerprint !== print) return E.left(commandIdReused(key));
    return E.right(this.repeated(recorded));
  }
}

const unknown = (thrown: unknown): E.Either<AppendError, never> =>
  E.left({
    code: 'outcome_unknown',
    message: thrown instanceof Error ? thrown.message : String(thrown),
  });

const isUnknown = (result: E.Either<AppendError, Appended>): boolean =>
  E.isLeft(result) && result.left.code === 'outcome_unknown';

const commandIdReused = (key: string): Refused => ({
  kind: 'refused',
  code: 'command_id_reused',
  message: `command id "${key}" took effect before with other content; use a new id`,
});
