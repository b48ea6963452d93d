import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';

/** A process holds back for a few times as long as a commit takes it, between these, in milliseconds. */
const SHORTEST = 30;
const LONGEST = 1_000;
const FACTOR = 3;

/** The subjects on which processes hear of each other. */
export interface TurnSubjects {
  /** Somebody asks for a turn: its name and how often it lost. */
  readonly turn: string;
  /** Somebody has written: its name. */
  readonly wake: string;
}

interface Waiting {
  readonly losses: number;
  readonly since: number;
}

/**
 * Fairness between processes that write to one log. Who wins knows the end of the log and is at once ready to win
 * again; who lost must first learn what came, and could lose for ever. So it asks for a turn, and whoever
 * hears that and has lost less lets it go first. What gets lost of this costs time, never truth.
 */
export class Turns {
  private readonly subscriptions: readonly Subscription[];
  private readonly waiting = new Map<string, Waiting>();
  private changed: () => void = () => undefined;

  constructor(
    private readonly nc: NatsConnection,
    private readonly subjects: TurnSubjects,
    private readonly name: string,
  ) {
    const hear = (subject: string, listen: (msg: Msg) => void) =>
      nc.subscribe(subject, {
        callback: (error, msg) => (error === null ? listen(msg) : undefined),
      });
    this.subscriptions = [
      hear(subjects.turn, (msg) => {
        const [name = '', losses] = msg.string().split(' ');
        this.waiting.set(name, { losses: Number(losses), since: performance.now() });
      }),
      hear(subjects.wake, (msg) => {
        this.waiting.delete(msg.string());
        this.changed();
      }),
    ];
  }

  /** Asks the others to hold back. */
  request(losses: number): void {
    if (!this.nc.isClosed() && !this.nc.isDraining())
      this.nc.publish(this.subjects.turn, `${this.name} ${String(losses)}`);
  }

  /**
   * Waits for those that lost more often than this process. True if it waited: there may be something to learn.
   * `lastCommit` is how many milliseconds a commit takes.
   */
  async give(losses: number, lastCommit: number): Promise<boolean> {
    const patience = Math.min(Math.max(lastCommit * FACTOR, SHORTEST), LONGEST);
    let waited = false;
    for (;;) {
      const left = this.leftToWait(losses, patience);
      if (left <= 0) return waited;
      waited = true;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** How many milliseconds are left for the one that may be waited for longest. */
  private leftToWait(losses: number, patience: number): number {
    let left = 0;
    for (const [name, other] of this.waiting) {
      const remains = other.since + patience - performance.now();
      if (remains <= 0) this.waiting.delete(name);
      else if (other.losses > losses || (other.losses === losses && name < this.name)) {
        left = Math.max(left, remains);
      }
    }
    return left;
  }

  /** Hears no more. */
  stop(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }
}
