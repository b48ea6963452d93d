export type {
  SqliteDatabase,
  SqliteDriver,
  SqliteStatement,
  SqliteValue,
} from './driver/sqlite-driver.js';
export type { SqliteStoreOptions } from './store-options.js';
export { openSqliteStore } from './sqlite-store.js';
