import {
  messageOf,
  type DomainEvent,
  type EventCodec,
  type Projection,
  type RecordedEvent,
  type Snapshot,
  type SnapshotStore,
} from '@largesse/core';
import { either as E } from 'fp-ts';
import type { CachedFold } from './cached-fold.js';
import { sealed, type KeptState, type Seal } from './sealed-state.js';
import type { OnSnapshotError, SnapshotProblem } from './snapshot-problem.js';
import { snapshotId, SnapshotSeals, type Unsealable } from './snapshot-seals.js';
import { trustedSnapshot, type EventAt } from './trusted-snapshot.js';

/** What an engine needs to keep snapshots. */
export interface SnapshotContext<Ev extends DomainEvent> {
  readonly store: SnapshotStore;
  readonly codec: EventCodec<Ev>;
  /** A state is saved when so many events were folded into it since the last time. */
  readonly every: number;
  readonly report: OnSnapshotError;
}

const UNSEALABLE: Readonly<Record<Unsealable, string>> = {
  name_taken: 'another projection of this engine has the same name',
  state_not_plain: 'its initial state is no plain data',
};

/**
 * Opens folds from snapshots and saves them in the background. Nothing here fails a query or a command:
 * whatever is wrong with a snapshot, the log is there, and somebody hears of it.
 */
export class SnapshotKeeper<Ev extends DomainEvent> {
  private readonly seals: SnapshotSeals<Ev>;
  /** Of folds whose snapshot is due, the event that they have come to. */
  private readonly lastOf = new WeakMap<object, Omit<KeptState, 'state'>>();
  /** For each of these ids a save is under way, so that no second begins. */
  private readonly saving = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();
  private closed = false;

  constructor(private readonly context: SnapshotContext<Ev>) {
    this.seals = new SnapshotSeals(context.codec);
  }

  get every(): number {
    return this.context.every;
  }

  /** Lets a fold that is new begin where its snapshot ends; all who come meanwhile wait for the same. */
  async open<S>(
    projection: Projection<S, Ev>,
    key: string,
    fold: CachedFold<S, Ev>,
    eventAt: EventAt,
  ): Promise<void> {
    if (fold.opened === false) {
      fold.opened = this.resume(projection, key, fold, eventAt)
        .catch((thrown: unknown) => {
          this.report('load_failed', projection, thrown);
        })
        .then(() => {
          fold.opened = true;
        });
    }
    await fold.opened;
  }

  /** Takes note of the event that a fold has come to, if its next snapshot is due. */
  folded<S>(fold: CachedFold<S, Ev>, { position, batch }: RecordedEvent): void {
    if (fold.unsaved >= this.every && fold.complete.position === position)
      this.lastOf.set(fold, { position, batchKey: batch.key });
  }

  /** Saves a fold soon, if that is due. */
  saveSoon<S>(projection: Projection<S, Ev>, key: string, fold: CachedFold<S, Ev>): void {
    if (this.closed || fold.unsaved < this.every) return;
    const id = snapshotId(projection, key);
    if (this.saving.has(id)) return;
    this.saving.add(id);
    this.inBackground(projection, 'save_failed', () =>
      this.save(projection, key, fold).finally(() => this.saving.delete(id)),
    );
  }

  /** Does something when those who wait now had their turn; `ended` waits for it. */
  inBackground<S>(
    projection: Projection<S, Ev>,
    code: SnapshotProblem['code'],
    act: () => Promise<void>,
  ): void {
    if (this.closed) return;
    const done = new Promise(setImmediate)
      .then(act)
      .catch((thrown: unknown) => {
        this.report(code, projection, thrown);
      })
      .finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }

  /** Begins nothing more, and resolves when all that was begun is done. */
  async ended(): Promise<void> {
    this.closed = true;
    await Promise.all(this.underWay);
  }

  private async resume<S>(
    projection: Projection<S, Ev>,
    key: string,
    fold: CachedFold<S, Ev>,
    eventAt: EventAt,
  ): Promise<void> {
    const seal = this.seals.of(projection, key);
    if (typeof seal === 'string') return;
    const kept = await trustedSnapshot(this.context.store, seal, eventAt, (code, message) => {
      this.report(code, projection, message);
    });
    if (kept === 'none') return;
    // What was refused is replaced as soon as there is something to replace it with.
    if (kept === 'refused') fold.unsaved += this.every;
    // It has the projection's schema, so its state is one of the projection's.
    else fold.resume({ state: kept.state as S, position: kept.position });
  }

  private async save<S>(
    projection: Projection<S, Ev>,
    key: string,
    fold: CachedFold<S, Ev>,
  ): Promise<void> {
    const { complete, unsaved } = fold;
    const last = this.lastOf.get(fold);
    // Else a read is on its way, and will come here when it has ended; or the fold was abandoned.
    if (unsaved < this.every || last?.position !== complete.position) return;
    // Counted from here, whatever comes of it: what fails is not tried again at each event.
    fold.unsaved = 0;
    this.lastOf.delete(fold);
    const seal = this.seals.of(projection, key);
    if (typeof seal === 'string') {
      this.report(seal, projection, UNSEALABLE[seal]);
      return;
    }
    const snapshot = this.sealed(projection, seal, { ...complete, batchKey: last.batchKey });
    if (snapshot === undefined) return;
    const saved = await this.context.store.save(seal.id, snapshot)();
    if (E.isLeft(saved)) this.report('save_failed', projection, saved.left.message);
  }

  private sealed<S>(
    projection: Projection<S, Ev>,
    seal: Seal,
    kept: KeptState,
  ): Snapshot | undefined {
    try {
      return sealed(seal, kept);
    } catch (thrown) {
      this.report('state_not_plain', projection, thrown);
      return undefined;
    }
  }

  private report(
    code: SnapshotProblem['code'],
    { name }: { readonly name: string },
    what: unknown,
  ): void {
    this.context.report({ code, projection: name, message: messageOf(what) });
  }
}
