import {
  ALL,
  START,
  type DomainEvent,
  type EventCodec,
  type EventStore,
  type Position,
  type Positioned,
} from '@largesse/core';
import { either as E } from 'fp-ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeRecorded } from './fold-cache.js';
import { EngineFailure, failed, failureOf, type Failed } from './outcome.js';

/** Which events a group of listeners is about, and how an event finds its listeners. */
export interface Route<Ev extends DomainEvent> {
  readonly name: string;
  readonly types: readonly Ev['type'][];
  keyOf(event: Ev): string;
}

export interface Listener<Ev extends DomainEvent> {
  readonly next: (positioned: Positioned<Ev>) => void;
  readonly error: (failure: Failed) => void;
  readonly complete: () => void;
}

interface Switch<Ev extends DomainEvent> {
  readonly route: Route<Ev>;
  readonly listeners: Map<string, Set<Listener<Ev>>>;
}

/**
 * One follower of the log for all live views of an engine. An event costs a look-up per kind
 * of view, however many views there are.
 */
export class Feed<Ev extends DomainEvent> {
  private readonly switches = new Map<string, Switch<Ev>>();
  private running: { readonly started: Promise<Position>; readonly stop: () => void } | undefined;
  private count = 0;
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
    const to = this.switches.get(route.name) ?? { route, listeners: new Map() };
    this.switches.set(route.name, to);
    const those = to.listeners.get(key) ?? new Set();
    to.listeners.set(key, those.add(listener));
    this.count += 1;
    return () => {
      if (!those.delete(listener)) return;
      if (those.size === 0 && to.listeners.get(key) === those) to.listeners.delete(key);
      this.count -= 1;
      if (this.count === 0) this.stop();
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
    for (const listener of this.everyListener()) listener.complete();
    this.stop();
  }

  private start(): { readonly started: Promise<Position>; readonly stop: () => void } {
    const stopped = new AbortController();
    const started = this.head();
    started
      .then((after) => this.run(after, stopped.signal))
      .catch((thrown: unknown) => {
        if (stopped.signal.aborted) return;
        this.stop();
        for (const listener of this.everyListener()) listener.error(failureOf(thrown));
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

  private async run(after: Position, stopped: AbortSignal): Promise<void> {
    this.delivered = after;
    const batches = this.store.follow(ALL, after)[Symbol.asyncIterator]();
    const end = (): void => void batches.return?.();
    if (stopped.aborted) {
      end();
      return;
    }
    stopped.addEventListener('abort', end);
    for (;;) {
      const { done, value: batch } = await batches.next();
      if (stopped.aborted) return;
      if (done === true)
        throw new EngineFailure(failed('store_unavailable', 'the store was closed'));
      for (const recorded of batch) {
        if (!this.wanted(recorded.type)) continue;
        this.deliver(decodeRecorded(this.codec, recorded));
      }
      this.delivered = batch.at(-1)?.position ?? this.delivered;
      if (this.awaited !== undefined && this.delivered >= this.awaited.head) this.awaited.resolve();
      // Whoever else waits for this thread gets a turn between batches.
      await nextTurn();
    }
  }

  private wanted(type: string): boolean {
    for (const { route, listeners } of this.switches.values()) {
      if (listeners.size > 0 && route.types.includes(type)) return true;
    }
    return false;
  }

  private deliver(positioned: Positioned<Ev>): void {
    for (const { route, listeners } of this.switches.values()) {
      if (!route.types.includes(positioned.event.type)) continue;
      const those = listeners.get(route.keyOf(positioned.event));
      if (those === undefined) continue;
      for (const listener of [...those]) hand(positioned, listener);
    }
  }

  private everyListener(): readonly Listener<Ev>[] {
    return [...this.switches.values()].flatMap(({ listeners }) =>
      [...listeners.values()].flatMap((those) => [...those]),
    );
  }
}

/** A recipe that throws ends the views that use it, and no other. */
const hand = <Ev extends DomainEvent>(positioned: Positioned<Ev>, listener: Listener<Ev>): void => {
  try {
    listener.next(positioned);
  } catch (thrown) {
    listener.error(failureOf(thrown));
  }
};
