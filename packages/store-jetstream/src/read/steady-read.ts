import type { Position, RecordedEvent } from '@largesse/core';
import { backoff, type Backoff } from '@largesse/store-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hopeless } from '../patiently.js';

type Batches = AsyncIterator<readonly RecordedEvent[], unknown, undefined>;

/** What is read steadily. */
export interface Interruptible {
  /** Begins to read after a position. */
  readonly read: (after: Position) => Batches;
  /** For how many milliseconds on end it may throw until the read fails. */
  readonly patience: number;
  /** What the reader is told of what was thrown. */
  readonly failure: (thrown: unknown) => Error;
}

/**
 * A read that the servers may interrupt: it goes on after the last event that was handed out. What whoever reads
 * throws into the iterator is no failure of the servers, and comes back as it is.
 */
export async function* steadyRead(
  { read, patience, failure }: Interruptible,
  after: Position,
): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
  let position = after;
  let found = read(position);
  let failing: { readonly giveUp: number; readonly pauses: Backoff } | undefined;
  for (;;) {
    let next: IteratorResult<readonly RecordedEvent[], unknown>;
    try {
      next = await found.next();
    } catch (thrown) {
      if (thrown instanceof Hopeless) throw failure(thrown);
      failing ??= { giveUp: performance.now() + patience, pauses: backoff(20, 1_000) };
      if (performance.now() >= failing.giveUp) throw failure(thrown);
      await sleep(failing.pauses.next());
      found = read(position);
      continue;
    }
    if (next.done === true) return;
    failing = undefined;
    position = next.value.at(-1)?.position ?? position;
    yield next.value;
  }
}
