import type { Position } from '@largesse/core';
import { RecentMap } from './recent-map.js';
import type { StoredMessage } from './stored-message.js';
import type { TagIndex } from './tag-index.js';

/** The last message of a subject: an event's (of which only the place matters) or that of an index. */
export interface LastMessage {
  readonly sequence: Position;
  /** Of an index; undefined for an event. */
  readonly index: TagIndex | undefined;
  /** The atomic batch that it came in. */
  readonly commit: string;
}

/**
 * What this process knows of the log: exactly which message is the last of each subject, as of one head.
 * It holds every subject that was written after a horizon. Whatever is not among these was last written at or
 * below the horizon, so that any server that has come that far can say what it is, and nobody later.
 */
export class LogView {
  /** Sequence of the last message that is known: the state is exactly that of the log up to it. */
  head: Position = 0;
  /** The last message up to which no atomic batch is cut in half. */
  settled: Position = 0;
  /** Subject of the head: a server that shows that message has come that far. */
  headSubject = '';
  /** How many events the log has up to the head. */
  count = 0;
  /** Every subject written above it is known here. */
  horizon: Position = 0;
  private readonly written: RecentMap<string, LastMessage>;
  /** What servers said of subjects last written at or below the horizon; `undefined` inside: never written. */
  private readonly asked: RecentMap<string, { readonly last: LastMessage | undefined }>;

  constructor(subjects = 100_000) {
    this.asked = new RecentMap(subjects);
    this.written = new RecentMap(subjects, (subject, last) => {
      this.horizon = Math.max(this.horizon, last.sequence);
      this.asked.set(subject, { last });
    });
  }

  /** Begins anew at a message; nothing before it is known. */
  reset({ sequence, subject, count, ends }: StoredMessage): void {
    this.written.clear();
    this.asked.clear();
    this.head = sequence;
    this.headSubject = subject;
    this.horizon = sequence;
    this.count = count ?? this.count;
    if (ends) this.settled = sequence;
  }

  /** Takes the next message of the log. Those that are known already change nothing. */
  add({ sequence, subject, index, count, commit, ends }: StoredMessage): void {
    if (sequence <= this.head) return;
    if (sequence !== this.head + 1) {
      throw new Error(`Message ${String(sequence)} does not follow ${String(this.head)}`);
    }
    this.head = sequence;
    this.headSubject = subject;
    this.count = count ?? this.count;
    if (ends) this.settled = sequence;
    this.asked.delete(subject);
    this.written.set(subject, { sequence, index, commit });
  }

  /** Whether what is last under a subject is known without asking a server. */
  knows(subject: string): boolean {
    return (
      this.head === 0 || this.horizon === 0 || this.written.has(subject) || this.asked.has(subject)
    );
  }

  /** The last message of a subject that `knows` knows; undefined if there is none. */
  last(subject: string): LastMessage | undefined {
    return this.written.get(subject) ?? this.asked.get(subject)?.last;
  }

  /**
   * Takes what a server said that had come as far as `upTo`. Refused, with false, if that is below the
   * horizon: what it said may be out of date, and nothing here would say so.
   */
  learn(subject: string, last: LastMessage | undefined, upTo: Position): boolean {
    if (upTo < this.horizon) return false;
    if (!this.written.has(subject)) this.asked.set(subject, { last });
    return true;
  }
}
