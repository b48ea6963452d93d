import { Connection, type ConnectionOptions } from './connection.js';

/** A few connections for what reads: made when needed, kept, and thrown away after a fault. */
export class PgReaders {
  private readonly idle: Connection[] = [];
  private readonly queue: (() => void)[] = [];
  private inUse = 0;
  private closed = false;

  constructor(
    private readonly options: ConnectionOptions,
    private readonly most: number,
  ) {}

  /** Runs something on a connection that nobody else uses meanwhile. */
  async use<A>(work: (connection: Connection) => Promise<A>): Promise<A> {
    while (this.inUse >= this.most) await new Promise<void>((resolve) => this.queue.push(resolve));
    // Who came to read when the store was being closed must not leave a connection behind.
    if (this.closed) throw new Error(`${this.options.name} is closed`);
    this.inUse += 1;
    try {
      const connection = await this.take();
      try {
        return await work(connection);
      } finally {
        if (!connection.isLost) this.idle.push(connection);
      }
    } finally {
      this.inUse -= 1;
      this.wakeNext();
    }
  }

  /** Waits for what is under way, then ends all connections. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.inUse > 0) await new Promise<void>((resolve) => this.queue.push(resolve));
    await Promise.all(this.idle.splice(0).map((connection) => connection.close()));
  }

  /** Once closed, all who wait learn of it. */
  private wakeNext(): void {
    for (const wake of this.queue.splice(0, this.closed ? Infinity : 1)) wake();
  }

  private async take(): Promise<Connection> {
    for (let next = this.idle.pop(); next !== undefined; next = this.idle.pop()) {
      if (!next.isLost) return next;
    }
    return Connection.open(this.options);
  }
}
