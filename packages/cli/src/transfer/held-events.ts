import type { Position, RecordedEvent } from '@largesse/core';
import { CommandFailure } from '../failure.js';
import { eachUnlessInterrupted, type Interruption } from '../interruption.js';
import { eventsIn } from '../store/events-in.js';
import type { OpenStore } from '../store/use-store.js';
import type { RecordedBatch } from './recorded-batch.js';
import { sameEvent } from './same-event.js';

/** The events that a store held before an import, which must be the first of the log. */
export class HeldEvents {
  private readonly batches: AsyncIterator<readonly RecordedEvent[], undefined>;
  private held: readonly RecordedEvent[] = [];
  private next = 0;
  /** How many of them were met. */
  count = 0;

  constructor(
    private readonly open: OpenStore,
    upTo: Position,
    interruption: Interruption,
  ) {
    this.batches = eachUnlessInterrupted(eventsIn(open, { after: 0, upTo }), interruption);
  }

  /** Whether the store held this batch as its next one. Refuses a store that holds another. */
  async holds(batch: RecordedBatch): Promise<boolean> {
    for (const [i, event] of batch.entries()) {
      const held = await this.take();
      // Batches are whole in a store: a log whose batch is longer is another.
      if (held === undefined && i === 0) return false;
      if (held === undefined || !sameEvent(held, event)) throw this.otherLog(event);
      this.count += 1;
    }
    return true;
  }

  /** Refuses a store that holds more than the log. */
  async requireNoMore(): Promise<void> {
    if ((await this.take()) === undefined) return;
    throw this.refusal(`holds all ${String(this.count)} events of the log, and others after them`);
  }

  private async take(): Promise<RecordedEvent | undefined> {
    while (this.next >= this.held.length) {
      const result = await this.batches.next();
      if (result.done === true) return undefined;
      this.held = result.value;
      this.next = 0;
    }
    const event = this.held[this.next];
    this.next += 1;
    return event;
  }

  private otherLog({ position, type }: RecordedEvent): CommandFailure {
    const where = `event ${String(this.count + 1)} (${type}, position ${String(position)})`;
    return this.refusal(`holds another log: ${where} of this one is not what stands there`);
  }

  private refusal(what: string): CommandFailure {
    return new CommandFailure(
      `${this.open.name} ${what}. Nothing was written; import into an empty store`,
    );
  }
}
