import type { Position } from '@largesse/core';
import type { Database } from '../database.js';
import { channelOf } from './channel.js';

/**
 * Wakes who waits for new events: on a notification, and on a look at the head every now and then, in case one
 * was lost. It listens and looks only while somebody waits.
 */
export class News {
  private readonly waiting = new Set<() => void>();
  private listening: { readonly stop: () => Promise<void> } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private seen: Position = -1;

  constructor(
    private readonly database: Database,
    private readonly schema: string,
    private readonly pollEvery: number,
    private readonly head: () => Promise<Position>,
  ) {}

  readonly wait = (wake: () => void): void => {
    this.waiting.add(wake);
    if (this.listening !== undefined) return;
    this.listening = this.database.listen(channelOf(this.schema), this.wakeAll);
    this.timer = setInterval(() => void this.look(), this.pollEvery);
  };

  readonly stopWaiting = (wake: () => void): void => {
    this.waiting.delete(wake);
    if (this.waiting.size === 0) void this.close();
  };

  readonly wakeAll = (): void => {
    for (const wake of this.waiting) wake();
  };

  async close(): Promise<void> {
    clearInterval(this.timer);
    const { listening } = this;
    this.listening = undefined;
    await listening?.stop();
  }

  private async look(): Promise<void> {
    // A failure is for those who read to report: they are woken, and ask.
    const head = await this.head().catch(() => -1);
    if (head === this.seen) return;
    this.seen = head;
    this.wakeAll();
  }
}
