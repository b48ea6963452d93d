import {
  evolve,
  readState,
  replay,
  unfolded,
  writeState,
  type DomainEvent,
  type Folded,
  type KeyedFold,
  type Position,
  type Positioned,
  type Projection,
} from '@largesse/core';

/** One entity's state as two other ways come to it. */
class Ways<E extends DomainEvent> {
  private live: Folded<unknown>;
  private resumed: { state: unknown; position: Position };
  private events = 0;

  constructor(private readonly projection: Projection<unknown, E>) {
    this.live = unfolded(projection);
    this.resumed = unfolded(projection);
  }

  add(positioned: Positioned<E>, replayed: Folded<unknown>): void {
    this.live = evolve(this.projection, this.live, positioned);
    this.events += 1;
    if (SNAPSHOTS.has(this.events))
      this.resumed = { ...replayed, state: readState(writeState(replayed.state)) };
    else replay(this.projection, this.resumed, positioned);
  }

  /** Which way, if any, came to another state than the replay, whose text this is. */
  difference(replayed: string): string | undefined {
    if (writeState(this.live.state) !== replayed) return 'the live state is not the replayed one';
    if (writeState(this.resumed.state) !== replayed)
      return 'snapshot and tail are not the replayed state';
    return undefined;
  }
}

/** After how many events of an entity its state is written as a snapshot has it and read back. */
const SNAPSHOTS = new Set(Array.from({ length: 16 }, (_, i) => 2 * 8 ** i));

/**
 * One projection's entities, folded as a live view does it, an immutable state through Immer at
 * each event, and as an engine does it that starts again from a snapshot: at an entity's 2nd,
 * 16th, 128th, … event its state is written as a snapshot has it and read back, and what follows is
 * folded into that.
 */
export class LiveFolds<E extends DomainEvent> {
  private readonly entities = new Map<string, Ways<E>>();

  constructor(private readonly replayed: Pick<KeyedFold<unknown, E>, 'projection' | 'states'>) {}

  get types(): readonly E['type'][] {
    return this.replayed.projection.types;
  }

  /** Takes an event of the projection's types, after the replay took it. */
  add(positioned: Positioned<E>): void {
    const { projection, states } = this.replayed;
    const key = projection.keyOf(positioned.event);
    const ways = this.entities.get(key) ?? new Ways(projection);
    this.entities.set(key, ways);
    ways.add(positioned, states.get(key) ?? unfolded(projection));
  }

  /** The entities whose states are not the same, byte for byte, whichever way one came to them. */
  *differences(): Iterable<string> {
    for (const [key, { state }] of this.replayed.states) {
      const difference = this.entities.get(key)?.difference(writeState(state));
      if (difference !== undefined)
        yield `${this.replayed.projection.name} "${key}": ${difference}`;
    }
  }
}
