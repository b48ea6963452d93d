import type { Batch, Position } from '@largesse/core';
import type { Command } from '@largesse/domain';

/** What is sent under a key: a command for an engine, or a batch for the store itself. */
export type Order =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'probe'; readonly batch: Batch };

/** An event as somebody was told of it: where it stands, and what it says. */
export interface Witnessed {
  readonly position: Position;
  /** Of all that a store keeps of it, but for the position. */
  readonly digest: string;
}

/** What a sender was told. Only `failed` leaves open what became of the order. */
export type Answer =
  | { readonly how: 'accepted' | 'retried'; readonly events: readonly Witnessed[] }
  | { readonly how: 'refused'; readonly code: string }
  | { readonly how: 'reused' }
  | { readonly how: 'failed'; readonly code: string; readonly message: string };

/** In milliseconds of the machine's monotonic clock, which all its processes share. */
interface Timed {
  readonly t: number;
}

/** An order that is about to be sent; also each time that it is sent again. */
interface Sent extends Timed {
  readonly note: 'sent';
  readonly key: string;
  readonly fingerprint: string;
  readonly order: Order;
  /** Whether the same sender sent it before, and was told of a failure. */
  readonly again: boolean;
}

/** What was answered to an order that was sent. */
interface Told extends Timed {
  readonly note: 'told';
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: Answer;
}

/** A call of the store's `append`, below the engine: what is under way when a fault hits. */
interface AppendBegan extends Timed {
  readonly note: 'append';
  readonly id: number;
}

interface AppendEnded extends Timed {
  readonly note: 'appended';
  readonly id: number;
  /** `done`, `repeated` or the code of the error. */
  readonly outcome: string;
  /** Of a failure. */
  readonly message?: string;
}

/** Events that a follower got, in the order in which they came. */
interface Seen extends Timed {
  readonly note: 'seen';
  readonly events: readonly Witnessed[];
}

/** Anything that helps whoever reads a journal: a follow that broke off, the step before a crash. */
interface Remark extends Timed {
  readonly note: 'remark';
  readonly text: string;
}

export type JournalEntry = Sent | Told | AppendBegan | AppendEnded | Seen | Remark;

type Untimed<E> = E extends JournalEntry ? Omit<E, 't'> : never;

/** An entry before it is written. */
export type JournalNote = Untimed<JournalEntry>;
