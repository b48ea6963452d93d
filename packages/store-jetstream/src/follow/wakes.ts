import type { NatsConnection, Subscription } from '@nats-io/transport-node';

/** So many milliseconds' commits are told of at once: a message for each would cost as much as a commit. */
const TELL_AFTER = 5;

/** How often a process that follows asks by itself whether there is more, in milliseconds. */
const ASK_EVERY = 500;

/**
 * Tells other processes that there is more to read, and is told. A message of this kind may be lost, and comes
 * only from this adapter: so whoever waits also asks by itself, twice a second.
 */
export class Wakes {
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private telling: NodeJS.Timeout | undefined;
  private asking = false;
  private again = false;

  constructor(
    private readonly nc: NatsConnection,
    private readonly subject: string,
    /** What the others know this process by. */
    private readonly name: string,
    /** Learns what is new. */
    private readonly ask: () => Promise<unknown>,
  ) {}

  /** Tells the others, soon; nobody waits for it. */
  tell(): void {
    this.telling ??= setTimeout(() => this.tellNow(), TELL_AFTER);
  }

  private tellNow(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
    if (!this.nc.isClosed() && !this.nc.isDraining()) this.nc.publish(this.subject, this.name);
  }

  /** Begins to listen, if it does not yet. */
  listen(): void {
    if (this.subscription !== undefined) return;
    this.subscription = this.nc.subscribe(this.subject, { callback: () => void this.askNow() });
    this.timer = setInterval(() => void this.askNow(), ASK_EVERY);
    void this.askNow();
  }

  /** Listens no more. */
  stop(): void {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Tells what is still to be told, and is done. */
  close(): void {
    if (this.telling !== undefined) this.tellNow();
    this.stop();
  }

  private async askNow(): Promise<void> {
    this.again = true;
    if (this.asking) return;
    this.asking = true;
    while (this.again) {
      this.again = false;
      // A server that does not answer is asked again soon.
      await this.ask().catch(() => undefined);
    }
    this.asking = false;
  }
}
