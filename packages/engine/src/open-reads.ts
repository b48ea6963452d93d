import {
  START,
  queryOf,
  type AppendCondition,
  type Decision,
  type DomainEvent,
  type Position,
  type Positioned,
  type Read,
} from '@largesse/core';
import type { CachedFold } from './cached-fold.js';
import type { FoldCache } from './fold-cache.js';
import type { Turns } from './turns.js';

interface OpenRead<Ev extends DomainEvent> {
  readonly name: string;
  readonly read: Read<unknown, Ev>;
  readonly fold: CachedFold<unknown, Ev>;
  /** One text for the types that guard it. */
  readonly guard: string;
  /** The position of the state that was judged. */
  after: Position;
}

/** The reads of one command, with the cached states behind them. */
export class OpenReads<V, Ev extends DomainEvent> {
  private readonly all: readonly OpenRead<Ev>[];

  constructor(
    private readonly cache: FoldCache<Ev>,
    reads: { readonly [K in keyof V]: Read<V[K], Ev> },
  ) {
    const all: OpenRead<Ev>[] = [];
    // A loop, not a chain of callbacks: every command comes through here.
    for (const name in reads) {
      const read: Read<unknown, Ev> = reads[name];
      const fold = cache.of(read.projection, read.key);
      all.push({ name, read, fold, guard: textOf(read.guardedBy), after: START });
    }
    this.all = all;
  }

  /** The turns of the entities on which this command is in the way of others of its kind. */
  contended({ emits }: Pick<Decision<never, never, Ev, never>, 'emits'>): readonly Turns[] {
    const contended: OpenRead<Ev>[] = [];
    for (const open of this.all) if (share(open.read.guardedBy, emits)) contended.push(open);
    // No decision reads two entities of one projection, so names are an order for everybody.
    if (contended.length > 1) contended.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    return contended.map(({ fold }) => fold.turns);
  }

  /** The states as they are known now, by name. */
  views(): V {
    const views: Record<string, unknown> = {};
    for (const open of this.all) {
      const { state, position } = open.fold.view(open.guard);
      open.after = position;
      views[open.name] = state;
    }
    // Built name by name from the reads, which the decision types after V.
    return views as V;
  }

  /** What must not have happened since those states for an acceptance to be right. */
  conditions(): readonly AppendCondition[] {
    const conditions: AppendCondition[] = [];
    for (const { read, after } of this.all) {
      if (read.guardedBy.length === 0) continue;
      const failIfEventsMatch = queryOf(read.projection, read.key, read.guardedBy);
      conditions.push({ failIfEventsMatch, after });
    }
    return conditions;
  }

  /** Brings every state up to date. */
  async refresh(): Promise<void> {
    await Promise.all(
      this.all.map(({ read, fold }) => this.cache.refresh(read.projection, read.key, fold)),
    );
  }

  /** Takes in an event that was appended under these conditions. */
  appended(positioned: Positioned<Ev>): void {
    const { event } = positioned;
    for (const { read, fold, guard, after } of this.all) {
      const { projection, key, guardedBy } = read;
      if (guardedBy.length === 0 || !projection.types.includes(event.type)) continue;
      if (projection.keyOf(event) !== key) continue;
      fold.appended(guard, after, positioned);
      this.cache.appended(projection, key, fold);
    }
  }
}

/** One text for a list of types: nearly always the only one. */
const textOf = (types: readonly string[]): string =>
  types.length === 1 ? (types[0] ?? '') : types.join();

const share = (some: readonly string[], others: readonly string[]): boolean => {
  for (const each of some) if (others.includes(each)) return true;
  return false;
};

const nameOf = <Ev extends DomainEvent>({ read }: OpenRead<Ev>): string => read.projection.name;
