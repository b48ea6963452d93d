import type { EventStore } from '@largesse/core';

/** A store whose connection breaks on demand. */
export interface Breakable {
  readonly store: EventStore;
  /**
   * Has the next append lost: its request, so that it never comes to the database; or its answer, so
   * that it is recorded and nobody hears of it. What is asked after that goes through again.
   */
  readonly loseNext: (part: 'request' | 'answer') => void;
}

/** How the suite gets at the stores of an adapter. */
export interface StoreHarness {
  /** A new, empty store. The suite closes it. */
  readonly open: () => Promise<EventStore>;
  /** Another handle on the log of a store, for adapters that several processes share: races then run across handles. */
  readonly another?: (store: EventStore) => Promise<EventStore>;
  /** Closes a store, as its process would when it ends, and opens the same log again. */
  readonly reopen?: (store: EventStore) => Promise<EventStore>;
  /** A new, empty store to break, for adapters that speak to a server. The suite closes it. */
  readonly breakable?: () => Promise<Breakable>;
  /** How many milliseconds may pass before what was appended comes to a follower; 5,000 if absent. */
  readonly patience?: number;
}

/**
 * What a check holds an adapter to: a numbered promise of `EventStore`, or what the port says of
 * reading, of following, of the events as recorded, of closing, of sizes, of snapshots.
 */
export type Promised =
  1 | 2 | 3 | 4 | 5 | 'read' | 'follow' | 'record' | 'close' | 'size' | 'snapshot';

/** One thing that every adapter keeps. Runs anywhere: it needs no test runner. */
export interface ContractCheck {
  /** What holds. Unique in the contract. */
  readonly name: string;
  readonly promise: Promised;
  /** What of the harness it cannot do without; a harness that lacks it skips the check. */
  readonly needs?: 'breakable' | 'reopen';
  /** Rejects with a `ContractBreach` that says what was expected and what came. */
  readonly run: (harness: StoreHarness) => Promise<void>;
}

/** A promise of `EventStore` that an adapter broke. */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach';
}
