import { messageOf, type AppendError, type Batch, type Position } from '@largesse/core';
import { backoff, withoutSecrets, type AppendResult } from '@largesse/store-kit';
import { nuid } from '@nats-io/transport-node';
import { either as E } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedMessage } from '../message/stored-message.js';
import { Hopeless } from '../patiently.js';
import { publish } from '../server/publish.js';
import { Judge } from './judge.js';
import { MOST_MESSAGES, plannedEvents, plannedIndexes } from './planned-commit.js';
import type { Surrounding } from './surrounding.js';

/** A batch on its way: answered when `result` is there. */
interface Entry {
  readonly batch: Batch;
  result: AppendResult | undefined;
}

/** The way of one group of batches into the log: judged, written, judged again if others were faster. */
export class Attempt {
  /** The ids of commits of which no answer came: what they wrote, then or later, is ours. */
  private readonly unanswered = new Set<string>();
  private readonly pauses = backoff(20, 1_000);
  private readonly giveUp: number;
  private readonly entries: readonly Entry[];
  private readonly judge: Judge;
  private losses = 0;
  private lastTrouble = '';
  /**
   * Whether a key that this process does not know is left to the leader to judge: it refuses what has one that was used. Then,
   * after anything else that came between, and where nothing is to be written, they are asked for.
   */
  private leavesKeys = true;

  constructor(
    private readonly around: Surrounding,
    batches: readonly Batch[],
    /** How many milliseconds a commit takes. */
    public lastCommit: number,
  ) {
    this.giveUp = performance.now() + around.appendTimeout;
    this.entries = batches.map((batch): Entry => ({ batch, result: undefined }));
    this.judge = new Judge(around);
  }

  /** Writes what can be written, until all is answered or time is up. */
  async run(): Promise<void> {
    const { tail, turns } = this.around;
    if (await turns.give(0, this.lastCommit)) await tail.fresh().catch(() => undefined);
    for (;;) {
      try {
        if (await this.step()) return;
      } catch (thrown) {
        this.lastTrouble = messageOf(thrown);
        if (thrown instanceof Hopeless) return;
        if (!(await this.pause(this.pauses.next()))) return;
        // The log may have gone on meanwhile, with what was sent or without it.
        await this.around.tail.fresh().catch(() => undefined);
      }
      if (performance.now() >= this.giveUp) return;
    }
  }

  /** The answers, in the order of the batches; undefined where time was up. */
  results(): readonly (AppendResult | undefined)[] {
    return this.entries.map(({ result }) => result);
  }

  /** The answer where there is none. */
  failure(): AppendError {
    const trouble = this.lastTrouble === '' ? 'others always wrote first' : this.lastTrouble;
    const message = withoutSecrets(`JetStream stream ${this.around.stream}: ${trouble}`);
    // Also when the log has gone on since: it may have gone on by what was sent, seen too late to be judged.
    return this.unanswered.size > 0
      ? { code: 'outcome_unknown', message }
      : { code: 'store_unavailable', message };
  }

  private async pause(milliseconds: number): Promise<boolean> {
    const left = this.giveUp - performance.now();
    if (left <= 0) return false;
    await sleep(Math.min(milliseconds, left));
    return true;
  }

  /** Judges and writes once. True when every batch has its answer. */
  private async step(): Promise<boolean> {
    const { tail, subjects } = this.around;
    const { view } = tail;
    const open = this.entries.filter(({ result }) => result === undefined);
    if (open.length === 0) return true;
    // Nothing is judged by half a commit of others, nor written onto it.
    if (view.settled !== view.head) await tail.fresh();
    const { horizon } = view;
    const leavesKeys = this.leavesKeys && tail.leaderHas(horizon);
    await tail.know(
      this.judge.needs(
        open.map(({ batch }) => batch),
        leavesKeys,
      ),
    );
    // What need not be known was judged by the horizon: a reader may have brought the view further.
    if (view.horizon !== horizon) return false;
    const head = view.head;
    const winners: Entry[] = [];
    for (const entry of open) {
      const answer = await this.judge.answer(entry.batch, (commit) => this.unanswered.has(commit));
      if (answer === 'key_needed') {
        this.leavesKeys = false;
        return false;
      }
      entry.result = answer;
      if (answer === undefined) winners.push(entry);
    }
    // While it was judged a reader may have learnt of more.
    if (view.head !== head || view.settled !== head) return false;
    if (winners.length === 0) return true;
    if (this.around.indexes.areDue()) {
      await this.writeIndexes();
      return false;
    }
    const batches = winners.map(({ batch }) => batch);
    const { messages, recorded } = plannedEvents(batches, view, subjects, nuid.next());
    this.leavesKeys = false;
    if (!(await this.write(messages))) return false;
    tail.reader.keep(messages);
    for (const [n, events] of recorded.entries()) {
      const entry = winners[n];
      if (entry !== undefined) entry.result = E.right({ events, repeated: false });
    }
    return recorded.length === winners.length;
  }

  /** Brings the indexes up to date that lack the oldest events. */
  private async writeIndexes(): Promise<void> {
    const { tail, subjects } = this.around;
    const { view } = tail;
    const names = view.pending.oldest(MOST_MESSAGES - 1);
    await tail.know(names);
    // No word of what others wrote meanwhile may be missing in what is written now.
    if (view.settled !== view.head || !names.every((name) => view.knows(name))) return;
    await this.write(plannedIndexes(names, view, subjects, nuid.next()));
  }

  /** Writes messages right after the head of the view; false if another was faster. */
  private async write(messages: readonly PlannedMessage[]): Promise<boolean> {
    const { tail, nc, stream, requestTimeout } = this.around;
    const { head } = tail.view;
    const commit = messages[0]?.commit ?? '';
    this.unanswered.add(commit);
    const began = performance.now();
    const published = await publish(nc, stream, messages, head, requestTimeout);
    this.lastCommit = performance.now() - began;
    this.unanswered.delete(commit);
    this.pauses.reset();
    switch (published.outcome) {
      case 'written':
        tail.wrote(messages);
        this.around.wrote();
        return true;
      case 'overtaken':
        this.lastTrouble = '';
        await this.yieldTo(head);
        return false;
      case 'refused':
        throw new Error(published.message);
    }
  }

  /** Learns what others wrote, asks them for a turn, and lets those go first that lost more often. */
  private async yieldTo(head: Position): Promise<void> {
    const { tail, turns } = this.around;
    this.losses += 1;
    turns.request(this.losses);
    await tail.fresh();
    // The leader knew of a message that is not written yet: it will be, or not.
    if (tail.view.head === head) await this.pause(2 + Math.random() * 4);
    if (await turns.give(this.losses, this.lastCommit)) await tail.fresh();
  }
}
