import type { Appended, Decision, EventCodec, EventStore, RecordedEvent } from '@largesse/core';
import {
  dispatch,
  type Command,
  type GiftingEvent,
  type Refusal,
  type RefusalCode,
} from '@largesse/domain';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';
import { append } from './append.js';
import { fingerprint } from './fingerprint.js';
import { decodeRecorded, type FoldCache } from './fold-cache.js';
import { OpenReads } from './open-reads.js';
import { failed, failureOf, type Executed, type Failed, type Refused } from './outcome.js';
import { passAll, takeAll } from './turns.js';

type Result = E.Either<Refused | Failed, Executed>;
type Rules<C, V> = Decision<C, V, GiftingEvent, Refusal<RefusalCode>>;

/** Runs commands on a store, optimistically: decide on what is known, append under guard. */
export class Executor {
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
    const turns = reads.contended(rules);
    const turn = takeAll(turns);
    if (turn !== undefined) await turn;
    try {
      return await this.run(rules, judged, command, reads);
    } catch (thrown) {
      return E.left(failureOf(thrown));
    } finally {
      passAll(turns);
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
        const appended = await append(this.store, batch);
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

const commandIdReused = (key: string): Refused => ({
  kind: 'refused',
  code: 'command_id_reused',
  message: `command id "${key}" took effect before with other content; use a new id`,
});
