import type Libsql from 'libsql';
import type { SqliteDatabase, SqliteDriver } from '../src/index.js';

/** As its types are in Node 22; those of Node 20 do not have it. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => SqliteDatabase;
}

/** The driver of this run: libsql, or what LARGESSE_SQLITE_DRIVER names: `node:sqlite`, or a module by its path. */
export const driverName = process.env.LARGESSE_SQLITE_DRIVER ?? 'libsql';

const load = (): new (path: string) => SqliteDatabase => {
  if (driverName !== 'node:sqlite')
    return jest.requireActual<new (path: string) => Libsql.Database>(driverName);
  const found: unknown = process.getBuiltinModule('node:sqlite');
  if (found === undefined) throw new Error(`Node ${process.version} has no node:sqlite`);
  return (found as NodeSqlite).DatabaseSync;
};

/** The constructor of connections that the README's example imports from a driver. */
export const Database = load();

/** Opens a connection by the driver of this run. */
export const connect: SqliteDriver = (path) => new Database(path);
