import type {
  DomainEvent,
  EventCodec,
  Projection,
  RecordedEvent,
  Snapshot,
  SnapshotStore,
} from '@largesse/core';
import { either as E, option as O } from 'fp-ts';
import type { CachedFold } from './cached-fold.js';
import { sealed, unsealed, type KeptState, type Seal } from './sealed-state.js';
import { messageOf, type OnSnapshotError, type SnapshotProblem } from './snapshot-problem.js';
import { snapshotSchema } from './snapshot-schema.js';

/** What an engine needs to keep snapshots. */
export interface SnapshotContext<Ev extends DomainEvent> {
  readonly store: SnapshotStore;
  readonly codec: EventCodec<Ev>;
  /** A state is saved when so many events were folded into it since the last time. */
  readonly every: number;
  readonly report: OnSnapshotError;
}

/** The event of an entity at exactly a position, if the log has one there. */
export type EventAt = (position: number) => Promise<RecordedEvent | undefined>;

/**
 * Opens folds from snapshots and saves them in the background. Nothing here fails a query or a command:
 * whatever is wrong with a snapshot, the log is there, and somebody hears of it.
 */
export class SnapshotKeeper<Ev extends DomainEvent> {
  /** Names are what snapshots go by, so within an engine one projection has each. */
  private readonly schemas = new Map<string, { readonly of: object; readonly schema: string }>();
  private readonly underWay = new Set<Promise<void>>();
  private closed = false;

  constructor(private readonly context: SnapshotContext<Ev>) {}

  get every(): number {
    return this.context.every;
  }

  /** Lets a fold that is new begin where its snapshot ends; all who come meanwhile wait for the same. */
  open<S>(
    projection: Projection<S, Ev>,
    key: string,
    fold: CachedFold<S, Ev>,
    eventAt: EventAt,
  ): Promise<void> {
    fold.opening ??= this.resume(projection, key, fold, eventAt)
      .catch((thrown: unknown) => {
        this.report('load_failed', projection, thrown);
      })
      .then(() => {
        fold.opened = true;
        fold.opening = undefined;
      });
    return fold.opening;
  }

  /** Takes note of which event a fold has come to, once its next snapshot is due. */
  folded<S>(fold: CachedFold<S, Ev>, { position, batch }: RecordedEvent): void {
    if (fold.unsaved >= this.every && fold.complete.position === position)
      fold.last = { position, batchKey: batch.key };
  }

  /** Saves a fold soon, if that is due. */
  saveSoon<S>(projection: Projection<S, Ev>, key: string, fold: CachedFold<S, Ev>): void {
    if (fold.saving || fold.unsaved < this.every || fold.last === undefined) return;
    fold.saving = true;
    this.inBackground(projection, 'save_failed', () =>
      this.save(projection, key, fold).finally(() => {
        fold.saving = false;
      }),
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
    const seal = this.sealOf(projection, key);
    if (seal === undefined) return;
    const snapshot = await this.load(seal.id);
    if (snapshot === undefined) return;
    const kept = await this.trusted(projection, seal, snapshot, eventAt);
    // It has the projection's schema, so its state is one of the projection's.
    if (kept !== undefined) fold.resume({ ...kept, state: kept.state as S });
    // What was refused is replaced as soon as there is something to replace it with.
    else fold.unsaved += this.every;
  }

  private async load(id: string): Promise<Snapshot | undefined> {
    const loaded = await this.context.store.load(id)();
    if (E.isLeft(loaded)) throw new Error(loaded.left.message);
    return O.toUndefined(loaded.right);
  }

  /** What a snapshot keeps, if it was made by code like this from this log, and is whole. */
  private async trusted<S>(
    projection: Projection<S, Ev>,
    seal: Seal,
    snapshot: Snapshot,
    eventAt: EventAt,
  ): Promise<KeptState | undefined> {
    // Usual after an update: no problem, only work.
    if (snapshot.schema !== seal.schema) return undefined;
    const kept = unsealed(seal, snapshot);
    if (kept === undefined) {
      this.report('damaged', projection, 'its checksum is not that of what it holds');
      return undefined;
    }
    const last = await eventAt(kept.position);
    if (last?.batch.key === kept.batchKey) return kept;
    const at = String(kept.position);
    this.report(
      'not_of_this_log',
      projection,
      `the log has another event at position ${at}, or none`,
    );
    return undefined;
  }

  private async save<S>(
    projection: Projection<S, Ev>,
    key: string,
    fold: CachedFold<S, Ev>,
  ): Promise<void> {
    const { last, complete, unsaved } = fold;
    const seal = this.sealOf(projection, key);
    // A read is on its way, and will come here again when it has ended.
    if (fold.abandoned || last?.position !== complete.position) return;
    // Counted from here, whatever comes of it: what fails is not tried again at each event.
    fold.unsaved -= unsaved;
    fold.last = undefined;
    if (seal === undefined) {
      this.report('name_taken', projection, 'another projection of this engine has the same name');
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

  /** Under what the snapshots of an entity are kept; `undefined` if another projection has the name. */
  private sealOf<S>(projection: Projection<S, Ev>, key: string): Seal | undefined {
    const { name } = projection;
    const known = this.schemas.get(name) ?? {
      of: projection,
      schema: snapshotSchema(projection, this.context.codec),
    };
    this.schemas.set(name, known);
    return known.of === projection
      ? { id: JSON.stringify([name, key]), schema: known.schema }
      : undefined;
  }

  private report(
    code: SnapshotProblem['code'],
    { name }: { readonly name: string },
    what: unknown,
  ): void {
    this.context.report({ code, projection: name, message: messageOf(what) });
  }
}
