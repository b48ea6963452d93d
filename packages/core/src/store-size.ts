/** A copy of the log that follows it: a replica of a cluster, a standby of a server. */
export interface StoreCopy {
  /** What its operator calls it. */
  readonly name: string;
  /** How much it still lacks; 0 if it has all. */
  readonly behind: number;
  /** In what `behind` is counted. */
  readonly unit: 'events' | 'bytes';
}

/** How much a store holds, for the operator: a snapshot of a log that may be growing. */
export interface StoreSize {
  readonly events: number;
  /** What it takes where it is kept, indexes and keys with it; undefined where nobody can tell. */
  readonly bytes: number | undefined;
  /** The copies that the store knows of, itself not among them. None is no fault: there may be none to know. */
  readonly copies: readonly StoreCopy[];
}
