import type { SqliteDatabase, SqliteDriver, SqliteStatement } from '@largesse/store-sqlite';

/** Where a process kills itself: at a call of the driver, counted from the beginning of a transaction. */
export interface CrashPlan {
  /** In which write transaction from now; counted from 1. */
  readonly transaction: number;
  /** At which call of it, `BEGIN` being 0; at its last if it has fewer. */
  readonly call: number;
  readonly moment: 'before' | 'after';
}

/** A driver whose calls are counted, so that its process can end between any two of them. */
export interface CrashingDriver {
  readonly watched: (driver: SqliteDriver) => SqliteDriver;
  readonly plan: (plan: CrashPlan) => void;
}

/** Tells `reached` of the planned call; that should not return. */
export const crashingDriver = (reached: (sql: string) => void): CrashingDriver => {
  const counter = new CallCounter(reached);
  return {
    plan: (plan) => counter.begin(plan),
    watched: (driver) => (path) => {
      const database = driver(path);
      const made: SqliteDatabase = {
        exec: (sql) => counter.around(database, sql, () => database.exec(sql)),
        prepare: (sql) => watchedStatement(database.prepare(sql), sql, database, counter),
        close: () => database.close(),
      };
      return made;
    },
  };
};

const watchedStatement = (
  statement: SqliteStatement,
  sql: string,
  of: object,
  counter: CallCounter,
): SqliteStatement => ({
  run: (...values) => counter.around(of, sql, () => statement.run(...values)),
  get: (...values) => counter.around(of, sql, () => statement.get(...values)),
  all: (...values) => counter.around(of, sql, () => statement.all(...values)),
});

class CallCounter {
  private plan: CrashPlan | undefined;
  private transactions = 0;
  private call = 0;
  /** The connection that has a transaction. */
  private open: object | undefined;

  constructor(private readonly reached: (sql: string) => void) {}

  begin(plan: CrashPlan): void {
    this.plan = plan;
    this.transactions = 0;
  }

  around<A>(connection: object, sql: string, act: () => A): A {
    if (sql.startsWith('BEGIN')) {
      this.open = connection;
      this.call = 0;
    } else if (this.open !== connection) return act();
    else this.call += 1;
    const ends = sql === 'COMMIT' || sql === 'ROLLBACK';
    const due = this.isDue(ends);
    if (due === 'before') this.reached(`before ${sql}`);
    const result = act();
    if (due === 'after') this.reached(`after ${sql}`);
    if (ends) {
      this.open = undefined;
      this.transactions += 1;
    }
    return result;
  }

  private isDue(ends: boolean): CrashPlan['moment'] | undefined {
    if (this.plan === undefined) return undefined;
    const { call, moment, transaction } = this.plan;
    const there = this.call >= call || ends;
    return this.transactions + 1 >= transaction && there ? moment : undefined;
  }
}
