import type { Position } from '@largesse/core';
import type { Standing } from '../message/event-text.js';
import type { StoredMessage } from '../message/stored-message.js';
import type { Subjects } from '../message/subjects.js';
import type { PositionsByType, TagIndex } from '../message/tag-index.js';
import { PendingIndex } from './pending-index.js';
import { RecentMap } from './recent-map.js';

/** The last message of a subject: an event's (of which only the place matters) or that of an index. */
export interface LastMessage {
  readonly sequence: Position;
  /** Of an index; undefined for an event. */
  readonly index: TagIndex | undefined;
  /** The atomic batch that it came in. */
  readonly commit: string;
}

/** The index of a tag or type, and what it lacks: both as of one moment. */
export interface IndexAsKnown {
  readonly index: TagIndex;
  readonly lacks: PositionsByType;
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
  /** The commit that the head came in; undefined if the head was never seen. */
  headCommit: string | undefined;
  /** How many events the log has up to the head, and where the last of them stands. */
  count = 0;
  lastEvent: Position = 0;
  readonly pending: PendingIndex;
  /** Every subject written above it is known here. */
  private horizonAt: Position = 0;
  private readonly written: RecentMap<string, LastMessage>;
  /** What servers said of subjects last written at or below the horizon; `undefined` inside: never written. */
  private readonly asked: RecentMap<string, { readonly last: LastMessage | undefined }>;

  constructor(subjects: Subjects, most: number) {
    this.pending = new PendingIndex(subjects);
    this.asked = new RecentMap(most);
    this.written = new RecentMap(most, (subject, last) => {
      this.horizonAt = Math.max(this.horizonAt, last.sequence);
      this.asked.set(subject, { last });
    });
  }

  /** What a server must have seen for its word to count. */
  get horizon(): Position {
    return this.horizonAt;
  }

  /** Every event up to here is in the indexes, but for those of some subjects. */
  indexed(without?: ReadonlySet<string>): Position {
    const first = this.pending.first(without);
    return first === undefined ? this.head : first - 1;
  }

  /** Begins anew after the last event up to which all indexes are complete; the messages after it come next. */
  restart({ indexed }: Standing): void {
    this.written.clear();
    this.asked.clear();
    this.pending.clear();
    this.head = indexed;
    this.headCommit = undefined;
    this.horizonAt = indexed;
  }

  /** Takes the next message of the log. Those that are known already change nothing. */
  add({ sequence, subject, event, index, standing, commit, ends }: StoredMessage): void {
    if (sequence <= this.head) return;
    if (sequence !== this.head + 1) {
      throw new Error(`Message ${String(sequence)} does not follow ${String(this.head)}`);
    }
    this.head = sequence;
    this.headSubject = subject;
    this.headCommit = commit;
    if (standing !== undefined) {
      this.count = standing.count;
      this.lastEvent = standing.lastEvent;
    }
    if (ends) this.settled = sequence;
    if (event !== undefined) this.pending.add(event);
    if (index !== undefined) this.pending.written(subject);
    this.asked.delete(subject);
    this.written.set(subject, { sequence, index, commit });
  }

  /** Whether what is last under a subject is known without asking a server. */
  knows(subject: string): boolean {
    return this.horizonAt === 0 || this.written.has(subject) || this.asked.has(subject);
  }

  /** The last message of a subject that `knows` knows; undefined if there is none. */
  last(subject: string): LastMessage | undefined {
    return this.written.get(subject) ?? this.asked.get(subject)?.last;
  }

  /** What the index of a subject has, and what it lacks. */
  indexOf(subject: string): IndexAsKnown {
    return { index: this.last(subject)?.index ?? EMPTY, lacks: this.pending.of(subject) };
  }

  /** Is about to learn of so many subjects, which are all needed at the same time. */
  makeRoom(subjects: number): void {
    this.asked.makeRoom(subjects * 2);
  }

  /**
   * Takes what a server said that had come as far as `upTo`. Refused, with false, if that is below the
   * horizon: what it said may be out of date, and nothing here would say so.
   */
  learn(subject: string, last: LastMessage | undefined, upTo: Position): boolean {
    if (upTo < this.horizonAt) return false;
    if (!this.written.has(subject)) this.asked.set(subject, { last });
    return true;
  }
}

const EMPTY: TagIndex = new Map();
