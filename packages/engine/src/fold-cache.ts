import {
  copyPlain,
  queryOf,
  type DomainEvent,
  type EventCodec,
  type EventStore,
  type Folded,
  type Position,
  type Positioned,
  type Projection,
  type Query,
  type RecordedEvent,
} from '@largesse/core';
import { either as E } from 'fp-ts';
import { freeze } from 'immer';
import QuickLRU from 'quick-lru';
import { CachedFold } from './cached-fold.js';
import { EngineFailure, failed } from './outcome.js';
import type { SnapshotKeeper } from './snapshot-keeper.js';

/** How often a refresh reads while commands of its own engine go on, until it gives up. */
const MOST_READS = 100;

/** Decodes what a store returned, or says which event this code cannot read. */
export const decodeRecorded = <Ev extends DomainEvent>(
  codec: EventCodec<Ev>,
  recorded: RecordedEvent,
): Positioned<Ev> => {
  const { position } = recorded;
  const decoded = codec.decode(recorded);
  if (E.isRight(decoded)) return { position, event: decoded.right };
  const message = `event at position ${String(position)}: ${decoded.left.message}`;
  throw new EngineFailure(failed('event_unreadable', message));
};

/** For those who listen: one event for all of them, so that none can change it for the others. */
export const decodedForMany = <Ev extends DomainEvent>(
  codec: EventCodec<Ev>,
  recorded: RecordedEvent,
): Positioned<Ev> => freeze(decodeRecorded(codec, recorded), true);

type Folds<Ev extends DomainEvent> = QuickLRU<string, CachedFold<unknown, Ev>>;

/** Folded states by projection and entity, the most recently used of each projection. */
export class FoldCache<Ev extends DomainEvent> {
  /** By the projection itself: one that an app makes for a moment takes its states along. */
  private readonly byProjection = new WeakMap<object, Folds<Ev>>();

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec<Ev>,
    private readonly size: number,
    /** Absent if there are none. */
    private readonly snapshots?: SnapshotKeeper<Ev>,
  ) {}

  /** What is known of an entity; at first nothing, without reading. */
  of<S>(projection: Projection<S, Ev>, key: string): CachedFold<S, Ev> {
    const folds = this.foldsOf(projection);
    // What is found under a projection holds its states.
    const known = folds.get(key) as CachedFold<S, Ev> | undefined;
    if (known !== undefined) return known;
    const fresh = new CachedFold(projection);
    folds.set(key, fresh);
    return fresh;
  }

  /** Brings every view of an entity up to date: no older than this call, nothing left out. */
  async refresh<S>(
    projection: Projection<S, Ev>,
    key: string,
    fold: CachedFold<S, Ev>,
  ): Promise<void> {
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      await this.read(projection, key, fold);
      // Else a command of ours was acknowledged while we read, and read again.
      if (fold.caughtUp()) return;
    }
    const message = 'own commands overtook every read; send it again';
    throw new EngineFailure(failed('too_many_conflicts', message));
  }

  /** An entity's state now, immutable. */
  async now<S>(projection: Projection<S, Ev>, key: string): Promise<Folded<S>> {
    const fold = this.of(projection, key);
    await this.read(projection, key, fold);
    const { state, position } = fold.complete;
    return { state: freeze(copyPlain(state), true), position };
  }

  /**
   * Takes note that an entity went on by an append of this engine. One that only takes commands would
   * never be read, and so never be saved: now and then it is read in the background.
   */
  appended<S>(projection: Projection<S, Ev>, key: string, fold: CachedFold<S, Ev>): void {
    fold.unread += 1;
    if (this.snapshots === undefined || fold.unread < this.snapshots.every) return;
    fold.unread = 0;
    this.snapshots.inBackground(projection, 'save_failed', () => this.read(projection, key, fold));
  }

  /** Ends the saving of snapshots. */
  async close(): Promise<void> {
    await this.snapshots?.ended();
  }

  /** Folds what is new of an entity, which is at least what was acknowledged before this call. */
  private async read<S>(
    projection: Projection<S, Ev>,
    key: string,
    fold: CachedFold<S, Ev>,
  ): Promise<void> {
    const acknowledged = fold.acknowledged();
    const query = queryOf(projection, key);
    if (this.snapshots !== undefined && fold.opened !== true)
      await this.snapshots.open(projection, key, fold, (position) => this.eventAt(query, position));
    const after = fold.complete.position;
    for await (const batch of this.store.read(query, { after })) {
      const tail = batch.map((recorded) => decodeRecorded(this.codec, recorded));
      try {
        fold.read(tail);
      } catch (thrown) {
        // A recipe that threw may have changed its state by half: the next read begins anew.
        fold.abandon();
        this.foldsOf(projection).delete(key);
        throw thrown;
      }
      const last = batch.at(-1);
      if (last !== undefined) this.snapshots?.folded(fold, last);
    }
    if (fold.complete.position < acknowledged)
      throw new EngineFailure(failed('store_unavailable', 'the store hides what it acknowledged'));
    fold.unread = 0;
    this.snapshots?.saveSoon(projection, key, fold);
  }

  private async eventAt(query: Query, position: Position): Promise<RecordedEvent | undefined> {
    for await (const [event] of this.store.read(query, { after: position - 1, upTo: position }))
      return event;
    return undefined;
  }

  private foldsOf(projection: object): Folds<Ev> {
    const known = this.byProjection.get(projection);
    if (known !== undefined) return known;
    const none: Folds<Ev> = new QuickLRU({ maxSize: this.size });
    this.byProjection.set(projection, none);
    return none;
  }
}
