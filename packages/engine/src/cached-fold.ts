import {
  copyPlain,
  replay,
  unfolded,
  type DomainEvent,
  type Folded,
  type Position,
  type Positioned,
  type Projection,
} from '@largesse/core';
import { Turns } from './turns.js';

/** A cached state that is further than its fold: it knows appends of this engine. */
interface Ahead<S> {
  readonly folded: Folded<S>;
  /** For which guard it knows every event up to its position. */
  readonly guard: string;
}

/**
 * The folded state of one entity, as far as this engine knows it. `complete` is an exact fold
 * of the log up to its position. After an append of our own, `ahead` holds that event too,
 * although events of others may lie between: the guard of the append proved that none of them
 * could matter to a decision with the same guard. So the next command need not read first.
 */
export class CachedFold<S, E extends DomainEvent> {
  complete: Folded<S>;
  /** Whether a snapshot was looked for; while one is, what those who come meanwhile wait for. */
  opened: Promise<void> | boolean = false;
  /** How many events were folded since the last snapshot. */
  unsaved = 0;
  /** How many appends of our own came since the log was read. */
  unread = 0;
  /** For commands that are in each other's way here. */
  readonly turns = new Turns();
  private ahead: Ahead<S> | undefined;

  constructor(private readonly projection: Projection<S, E>) {
    this.complete = unfolded(projection);
  }

  /** The state to decide on, and the position after which its guard has to hold. */
  view(guard: string): Folded<S> {
    return this.ahead?.guard === guard ? this.ahead.folded : this.complete;
  }

  /** Folds the tail of the log in, in order. */
  read(tail: readonly Positioned<E>[]): void {
    for (const positioned of tail) {
      if (replay(this.projection, this.complete, positioned)) this.unsaved += 1;
    }
  }

  /** Begins at a state that is an exact fold of the log up to its position, unless it is further. */
  resume({ state, position }: Folded<S>): void {
    if (position <= this.complete.position) return;
    this.complete = { state, position };
    this.unsaved = 0;
  }

  /** A recipe threw, and its state may be half of something: it must never be saved. */
  abandon(): void {
    this.unsaved = -Infinity;
  }

  /** The position of the last event that is known here, in order or ahead. */
  acknowledged(): Position {
    return Math.max(this.complete.position, this.ahead?.folded.position ?? 0);
  }

  /** Whether the fold has come to all that was acknowledged to us. */
  caughtUp(): boolean {
    if (this.ahead === undefined) return true;
    if (this.complete.position < this.ahead.folded.position) return false;
    this.ahead = undefined;
    return true;
  }

  /** Takes in an event that was appended on the proof that nothing in `guard` came since `after`. */
  appended(guard: string, after: Position, positioned: Positioned<E>): void {
    const known = this.view(guard).position;
    // Behind the proof: a read has overtaken us meanwhile, and the next decision reads again.
    if (known < after || known >= positioned.position) return;
    if (this.ahead?.guard !== guard) {
      const { state, position } = this.complete;
      this.ahead = { guard, folded: { state: copyPlain(state), position } };
    }
    replay(this.projection, this.ahead.folded, positioned);
  }
}
