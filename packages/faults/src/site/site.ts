import type { Dice } from '../dice.js';
import type { Finding } from '../check/finding.js';
import type { StoreOrder } from '../store-order.js';
import type { Child } from '../process/child.js';

/** The writers of a case, as a fault finds them. */
export interface Crew {
  readonly writers: () => readonly Child[];
  /** Appends that have begun and not ended at this moment, in all writers. */
  readonly underWay: () => number;
  /** Appends that failed or came back without an outcome until now, in all writers. */
  readonly failed: () => number;
  /** Puts a new writer in the place of one that is gone. */
  readonly replace: (gone: Child) => void;
}

/** Breaks something and heals it again. Says whether an append was under way when it broke. */
export type Inject = (crew: Crew, dice: Dice) => Promise<boolean>;

/** Where a case plays: a new log. */
export interface Ground {
  readonly writers: StoreOrder;
  /** Past all proxies. */
  readonly checker: StoreOrder;
  /** Makes full what `writers` writes to while a file of this path exists, where no disk can be made full. */
  readonly fullWhile?: string;
  readonly inject: Inject;
  /** What a replicated log's copies say; when all is healed and nobody writes. */
  readonly copies?: () => Promise<readonly Finding[]>;
  readonly leave: () => Promise<void>;
}

/** What can be done to a database, and where. */
export interface Fault {
  /** Its usual number of them. */
  readonly rounds: number;
  /** A new log for it, with an id that no other has; files go into the folder. */
  readonly prepare: (folder: string, id: string) => Promise<Ground>;
}

/** A database, and what can be done to it. */
export interface Site {
  readonly adapter: StoreOrder['adapter'];
  readonly faults: Readonly<Record<string, Fault>>;
  readonly remove: () => Promise<void>;
}
