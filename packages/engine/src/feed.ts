import {
  ALL,
  START,
  type DomainEvent,
  type EventCodec,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@largesse/core';
import { either as E } from 'fp-ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodedForMany } from './fold-cache.js';
import { EngineFailure, failed, failureOf } from './outcome.js';
import { Switchboard, type Listener, type Route } from './switchboard.js';

interface Running {
  /** Resolves with the position after which listeners hear of everything. */
  readonly started: Promise<Position>;
  readonly stop: () => void;
}

/** One follower of the log for all live views of an engine; it runs while somebody listens. */
export class Feed<Ev extends DomainEvent> {
  private readonly board = new Switchboard<Ev>();
  private running: Running | undefined;
  private closed = false;
  private delivered: Position = START;
  /** Resolves when everything up to a position is delivered, or the feed has ended. */
  private awaited: { readonly head: Position; readonly resolve: () => void } | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec<Ev>,
  ) {}

  /** Hears of every event of the route and key that comes after `started` has resolved. */
  listen(route: Route<Ev>, key: string, listener: Listener<Ev>): () => void {
    const disconnect = this.board.connect(route, key, listener);
    return () => {
      disconnect();
      if (this.board.isEmpty()) this.stop();
    };
  }

  /** The position after which listeners hear of everything. */
  started(): Promise<Position> {
    this.running ??= this.start();
    return this.running.started;
  }

  /** Delivers all that is in the log, then completes every listener. */
  async close(): Promise<void> {
    await this.drained();
    this.closed = true;
    for (const listener of this.board.everyone()) listener.complete();
    this.stop();
  }

  private start(): Running {
    const stopped = new AbortController();
    const started = this.head();
    started
      .then((after) => this.follow(after, stopped.signal))
      .catch((thrown: unknown) => {
        if (stopped.signal.aborted) return;
        this.stop();
        for (const listener of this.board.everyone()) listener.error(failureOf(thrown));
      });
    return {
      started,
      stop: () => {
        stopped.abort();
      },
    };
  }

  private stop(): void {
    this.running?.stop();
    this.running = undefined;
    this.awaited?.resolve();
  }

  private async follow(after: Position, stopped: AbortSignal): Promise<void> {
    const isOver = (): boolean => stopped.aborted;
    if (isOver()) return;
    this.delivered = after;
    const batches = this.store.follow(ALL, after)[Symbol.asyncIterator]();
    // Whether the store can end it properly or not: nobody waits for it any more.
    stopped.addEventListener('abort', () => void batches.return?.().catch(() => undefined));
    for (;;) {
      const result: IteratorResult<readonly RecordedEvent[], unknown> = await batches.next();
      if (isOver()) return;
      if (result.done === true)
        throw new EngineFailure(failed('store_unavailable', 'the store was closed'));
      this.deliver(result.value);
      // Whoever else waits for this thread gets a turn between batches.
      await nextTurn();
    }
  }

  private deliver(batch: readonly RecordedEvent[]): void {
    for (const recorded of batch) {
      if (this.board.wants(recorded.type)) this.board.deliver(decodedForMany(this.codec, recorded));
      this.delivered = recorded.position;
    }
    if (this.awaited !== undefined && this.delivered >= this.awaited.head) this.awaited.resolve();
  }

  private async drained(): Promise<void> {
    if (this.running === undefined) return;
    try {
      await this.running.started;
      const head = await this.head();
      if (this.delivered >= head) return;
      await new Promise<void>((resolve) => {
        this.awaited = { head, resolve };
      });
    } catch {
      // A log that cannot be read has nothing more to deliver; its listeners have heard why.
    }
  }

  private async head(): Promise<Position> {
    if (this.closed) throw new EngineFailure(failed('engine_closed', 'the engine is closed'));
    const head = await this.store.head()();
    if (E.isLeft(head)) throw new EngineFailure(failed('store_unavailable', head.left.message));
    return head.right;
  }
}
