/** A statement whose values are bound. The same name always has the same text: it is prepared once a connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A row as the list of its columns, in the order of the statement. */
export type Row = readonly unknown[];

/** Runs texts of one or several statements within a transaction; rows of the last. */
export type Run = (text: string) => Promise<readonly Row[]>;

/** All that the store asks of PostgreSQL: a server over connections, or PGlite in this process. */
export interface Database {
  /** What messages call it: where it is, never with a password. */
  readonly name: string;
  /** Rejects with a `StoreFailure` for connections on which no store can work; before anything else is asked. */
  readonly check: () => Promise<void>;
  /** Runs what changes nothing in the log, on any connection. */
  readonly read: (statement: Statement) => Promise<readonly Row[]>;
  /**
   * Runs what appends, on connections for that. Rejects with `NothingWritten` where that is sure;
   * after any other rejection nobody knows.
   */
  readonly write: (statement: Statement) => Promise<readonly Row[]>;
  /** How many calls of `write` there may be at once. */
  readonly groupsAtOnce: number;
  /** Runs several statements in one transaction. */
  readonly transaction: <A>(work: (run: Run) => Promise<A>) => Promise<A>;
  /** Calls a function whenever a channel was notified or may have been; `stop` ends that. */
  readonly listen: (channel: string, wake: () => void) => { readonly stop: () => Promise<void> };
  /** What this kind of database adds to what its settings say of durability. */
  readonly keeps: { readonly onDisk: boolean; readonly note?: string };
  readonly close: () => Promise<void>;
}

/** The statement had no effect, and never will: it was not sent, or the server refused it. */
export class NothingWritten extends Error {
  override readonly name = 'NothingWritten';
}
