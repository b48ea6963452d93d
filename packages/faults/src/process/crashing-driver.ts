import type { SqliteDatabase, SqliteDriver, SqliteStatement } from '@largesse/store-sqlite';

/** Where a process kills itself: at a call of the driver, counted from the beginning of a transaction. */
export interface CrashPlan {
  /** In which write transaction since the store was opened; counted from 1. */
  readonly transaction: number;
  /** At which call of it, `BEGIN` being 0; at its last if it has fewer. */
  readonly call: number;
  readonly moment: 'before' | 'after';
}

/** A driver that tells `reached` of the planned call; that should not return. */
export const crashingDriver =
  (plan: CrashPlan, reached: (sql: string) => void) =>
  (driver: SqliteDriver): SqliteDriver => {
    const counter = new CallCounter(plan, reached);
    return (path) => {
      const database = driver(path);
      // Each connection has its transaction; the writer's is the only one that begins any.
      const made: SqliteDatabase = {
        exec: (sql) => counter.around(database, sql, () => database.exec(sql)),
        prepare: (sql) => watchedStatement(database.prepare(sql), sql, database, counter),
        close: () => database.close(),
      };
      return made;
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
  private transactions = 0;
  private call = 0;
  private open: object | undefined;

  constructor(
    private readonly plan: CrashPlan,
    private readonly reached: (sql: string) => void,
  ) {}

  around<A>(connection: object, sql: string, act: () => A): A {
    if (sql.startsWith('BEGIN')) {
      this.open = connection;
      this.call = 0;
    } else if (this.open !== connection) return act();
    else this.call += 1;
    const ends = sql === 'COMMIT' || sql === 'ROLLBACK';
    const { call, moment, transaction } = this.plan;
    const due = this.transactions + 1 >= transaction && (this.call >= call || ends);
    if (due && moment === 'before') this.reached(`before ${sql}`);
    const result = act();
    if (due) this.reached(`after ${sql}`);
    if (ends) {
      this.open = undefined;
      this.transactions += 1;
    }
    return result;
  }
}
