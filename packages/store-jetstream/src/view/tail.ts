import type { Position } from '@largesse/core';
import type { StoredMessage } from '../message/stored-message.js';
import type { Subjects } from '../message/subjects.js';
import { Hopeless } from '../patiently.js';
import type { StreamServer } from '../server/stream-server.js';
import type { Tuning } from '../tuning.js';
import { LogView } from './log-view.js';
import { MOST_AT_ONCE, MessageReader } from './message-reader.js';

const wentOnTo = (position: Position): string =>
  `and went on to ${String(position)}: its leader has yet to catch up, or an older copy of it was restored`;

/** The end of the log as this process knows it, and how it gets to know more. */
export class Tail {
  readonly view: LogView;
  readonly reader: MessageReader;
  private readonly waiting = new Set<() => void>();
  private catching: Promise<unknown> = Promise.resolve();
  /** The leader has come at least so far: by its word, or since it acknowledged. */
  private ofLeader: Position = 0;
  /** Why the servers have another log than the one that this process knows; undefined while it is that one. */
  private gone: Hopeless | undefined;

  constructor(
    private readonly server: StreamServer,
    subjects: Subjects,
    private readonly tuning: Tuning,
  ) {
    const view = new LogView(subjects, tuning.subjects);
    this.view = view;
    this.reader = new MessageReader(server, subjects, () => view.head);
  }

  /** The last position of the log: what anybody was told of before this was called is at or below it. */
  async fresh(): Promise<Position> {
    this.failIfGone();
    const before = this.ofLeader;
    const last = await this.server.last().catch(this.isGone);
    // Who names less than the leader had before does not know, either, what others were told was written.
    if (last < before) throw new Error(`The log ends at ${String(last)}, ${wentOnTo(before)}`);
    this.ofLeader = Math.max(this.ofLeader, last);
    await this.catchUp(last);
    return this.view.settled;
  }

  /** Learns of all messages up to a sequence that is known to be there, and to the end of its batch. */
  catchUp(sequence: Position): Promise<void> {
    const caught = this.catching.then(() => this.catchUpNow(sequence));
    this.catching = caught.catch(() => undefined);
    return caught;
  }

  private async catchUpNow(sequence: Position): Promise<void> {
    const { view, reader } = this;
    const goesOn = sequence > view.head ? this.goesOn() : undefined;
    if (sequence - view.head > this.tuning.far) {
      await goesOn;
      const [last] = await reader.at([sequence]);
      // In the middle of a commit nothing is said of the standing: there will be more in a moment.
      if (last?.standing === undefined) throw new Error('The log is being written');
      if (last.standing.indexed > view.head) view.restart(last.standing);
    }
    while (view.head < sequence || view.settled < view.head) {
      const upTo = Math.max(sequence, view.head + MOST_AT_ONCE);
      const [messages] = await Promise.all([reader.between(view.head + 1, upTo), goesOn]);
      for (const message of messages) view.add(message);
    }
    this.wake();
  }

  /**
   * Throws if the last message that is known is not the one in the log: the stream was made anew or restored from an older copy,
   * or its servers lost what they had acknowledged. All that would be judged by what is known is wrong then. Asked beside the
   * messages that come next, so nobody waits for it.
   */
  private async goesOn(): Promise<void> {
    const { head, headCommit } = this.view;
    if (headCommit === undefined) return;
    const [there] = await this.server.at([head]);
    if (there?.commit === headCommit) return;
    this.isGone(
      new Hopeless(
        `Message ${String(head)} is another than it was: the stream was replaced or lost what it had. Open the store again`,
      ),
    );
  }

  /** Throws it again, and remembers what is hopeless. */
  private readonly isGone = (thrown: unknown): never => {
    if (thrown instanceof Hopeless) {
      this.gone = thrown;
      // Followers that wait are to hear of it.
      this.wake();
    }
    throw thrown;
  };

  /** Throws if the log is known to have been replaced by another: nothing is to be answered from memory then. */
  failIfGone(): void {
    if (this.gone !== undefined) throw this.gone;
  }

  /** Takes what this process wrote and what the stream has acknowledged. */
  wrote(messages: readonly StoredMessage[]): void {
    // A reader may have brought the view further already.
    for (const message of messages) if (message.sequence > this.view.head) this.view.add(message);
    this.ofLeader = Math.max(this.ofLeader, messages.at(-1)?.sequence ?? 0);
    this.wake();
  }

  /**
   * Whether the leader is known to have applied what the log has up to a position. Replicas may be ahead of it, and
   * what it says of a subject counts from there on only.
   */
  leaderHas(position: Position): boolean {
    return position <= this.ofLeader;
  }

  /** Makes the view know what is last under subjects. */
  async know(subjects: Iterable<string>): Promise<void> {
    this.failIfGone();
    const { view, server, reader } = this;
    const wanted = [...new Set(subjects)];
    view.makeRoom(wanted.length);
    for (;;) {
      const unknown = wanted.filter((subject) => !view.knows(subject));
      if (unknown.length === 0) return;
      const { horizon } = view;
      const { upTo, found } = await server.lastOf(unknown, view.headSubject, horizon);
      // Asked again by whoever waits, with pauses and not for ever: its leader has yet to catch up, or never will.
      if (upTo < horizon) throw new Error(`The log ends at ${String(upTo)}, ${wentOnTo(horizon)}`);
      const bySubject = new Map(found.map((raw) => [raw.subject, reader.read(raw)]));
      for (const subject of unknown) {
        const found = bySubject.get(subject);
        view.learn(subject, found && { index: undefined, ...found }, upTo);
      }
    }
  }

  /**
   * What the view shows of subjects when it goes at least up to a position. `look` is called at that moment: a view
   * that falls far behind begins anew, and knows little until it has caught up.
   */
  async asOf<A>(
    upTo: Position,
    subjects: readonly string[],
    look: (view: LogView) => A,
  ): Promise<A> {
    const { view } = this;
    for (;;) {
      await this.know(subjects);
      if (view.head >= upTo && subjects.every((subject) => view.knows(subject))) return look(view);
      await this.catchUp(upTo);
    }
  }

  /** Has a function called whenever the view has moved on. */
  wait(wake: () => void): void {
    this.waiting.add(wake);
  }

  stopWaiting(wake: () => void): void {
    this.waiting.delete(wake);
  }

  wake(): void {
    for (const wake of this.waiting) wake();
  }
}
