import type { SqliteDriver } from '../src/index.js';
import { connect } from './driver.js';

/** What is run next and has this in its text fails, once: before it is done, or after. */
export interface Failure {
  readonly sql: string;
  readonly when: 'before' | 'after';
}

/** The driver, but for what is told to fail. */
export const failing = (): { driver: SqliteDriver; fail: (failure: Failure) => void } => {
  let next: Failure | undefined;
  const doing = <A>(sql: string, act: () => A): A => {
    if (next === undefined || !sql.includes(next.sql)) return act();
    const { when } = next;
    next = undefined;
    if (when === 'after') act();
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' });
  };
  const driver: SqliteDriver = (path) => {
    const database = connect(path);
    return {
      exec: (sql) => doing(sql, () => database.exec(sql)),
      prepare: (sql) => {
        const statement = database.prepare(sql);
        return {
          run: (...values) => doing(sql, () => statement.run(...values)),
          get: (...values) => statement.get(...values),
          all: (...values) => statement.all(...values),
        };
      },
      close: () => database.close(),
    };
  };
  return {
    driver,
    fail: (failure) => {
      next = failure;
    },
  };
};
