import Libsql from 'libsql';
import type { SqliteDriver } from '../src/index.js';

/** The driver that the tests use where any will do: it comes with its binary. */
export const libsql: SqliteDriver = (path) => new Libsql(path);

/** A driver, or why it cannot run here. */
export interface Candidate {
  readonly name: string;
  readonly driver: SqliteDriver | undefined;
  readonly reason: string;
}

/**
 * The drivers that can run here: libsql; `node:sqlite` where Node has it; and the modules that
 * LARGESSE_SQLITE_DRIVERS names, by paths with commas between, each with the constructor of better-sqlite3.
 */
export const candidates = (): readonly Candidate[] => [
  { name: 'libsql', driver: libsql, reason: '' },
  nodeSqlite(),
  ...(process.env.LARGESSE_SQLITE_DRIVERS ?? '')
    .split(',')
    .filter((path) => path !== '')
    .map((path): Candidate => {
      // A driver that whoever runs the tests vouches for.
      const Database = jest.requireActual<typeof Libsql>(path);
      return { name: path, driver: (file) => new Database(file), reason: '' };
    }),
];

/** As its types are in Node 22; those of Node 20 do not have it. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => ReturnType<SqliteDriver>;
}

const nodeSqlite = (): Candidate => {
  const found: unknown = process.getBuiltinModule('node:sqlite');
  if (found === undefined) {
    const reason = `Node ${process.version} has no node:sqlite`;
    return { name: 'node:sqlite', driver: undefined, reason };
  }
  const { DatabaseSync } = found as NodeSqlite;
  return { name: 'node:sqlite', driver: (path) => new DatabaseSync(path), reason: '' };
};
