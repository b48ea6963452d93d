export type { PostgresOptions, SchemaOptions } from './open.js';
export { openPgliteStore, openPostgresStore } from './open.js';
export type { PgliteClient, PgliteTransaction } from './pglite-database.js';
