import { StoreFailure, type Durability } from '@largesse/core';
import type { Database } from './database.js';

const OLDEST = 140_000;

/** UTF-8 is what is sent; the other keeps bytes as they are. */
const KEEPS_ALL_TEXTS: readonly string[] = ['UTF8', 'SQL_ASCII'];

/**
 * What the server's settings say of what is kept, asked when a store is opened. Rejects for a server
 * that is too old, and for a database that cannot keep every text.
 */
export const probe = async (database: Database): Promise<Durability> => {
  const names = ['server_version_num', 'server_version', 'fsync', 'full_page_writes'];
  const all = [...names, 'synchronous_standby_names', 'synchronous_commit', 'server_encoding'];
  const text = `SELECT ${all.map((name) => `current_setting('${name}')`).join(', ')}`;
  const [row = []] = await database.read({ name: 'largesse settings', text, values: [] });
  const [number, version, fsync, fullPageWrites, standbys, commit, encoding = ''] = row.map(String);
  if (Number(number) < OLDEST) {
    throw new StoreFailure(
      `${database.name} is PostgreSQL ${String(version)}: 14 or newer is needed`,
    );
  }
  if (!KEEPS_ALL_TEXTS.includes(encoding)) {
    throw new StoreFailure(
      `${database.name} is in the encoding ${encoding}, which has no form for many texts: ` +
        `make a database for the log, CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'`,
    );
  }
  const { onDisk, note } = database.keeps;
  const synced = onDisk && fsync === 'on';
  const copied = synced && standbys !== '';
  return {
    survivesProcessEnd: onDisk,
    survivesPowerLoss: synced && fullPageWrites === 'on',
    survivesMachineLoss: copied,
    notes: [
      `Events are kept in ${database.name}, PostgreSQL ${String(version)}.`,
      ...(note === undefined ? [] : [note]),
      commitNote(String(commit)),
      fsync === 'on'
        ? 'fsync is on: what is acknowledged is on the disk of the server, as far as the disk tells the truth.'
        : 'fsync is off: a loss of power may lose what was acknowledged and damage the log.',
      ...(fullPageWrites === 'on'
        ? []
        : ['full_page_writes is off: a loss of power may damage the log.']),
      copied
        ? `synchronous_standby_names is ${String(standbys)}: an append waits for these standbys.`
        : 'There is no synchronous standby: the loss of the server’s disk loses what was not copied yet.',
    ],
  };
};

const commitNote = (commit: string): string =>
  ['on', 'remote_apply'].includes(commit)
    ? `synchronous_commit is ${commit} for each append: its commit is on disk before it is acknowledged.`
    : `synchronous_commit is ${commit} in general and raised to on for each append: its commit is on disk before it is acknowledged.`;
