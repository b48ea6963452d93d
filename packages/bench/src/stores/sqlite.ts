import type { EventStore as EmmettStore } from '@event-driven-io/emmett';
import { openSqliteStore } from '@largesse/store-sqlite';
import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emmettGifts } from '../peers/emmett-gifts.js';
import { importPeer } from '../peers/install-peers.js';
import type { Contender } from '../rounds.js';
import { giftEvent } from './guarded-appends.js';
import { measureStore } from './store-section.js';

/** SQLite on the temporary folder's disk, beside rows in transactions of a hundred, and Emmett. */
export const sqlite = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'largesse-bench-'));
  let files = 0;
  const file = () => join(folder, `${String((files += 1))}.db`);
  try {
    await measureStore({
      name: 'SQLite',
      open: () => openSqliteStore({ driver: (path) => new Database(path), path: file() }),
      operations: (inFlight) => (inFlight === 1 ? 1_000 : 10_000),
      raw: [await rawInserts(file())],
      peers: await emmettPeers(file()),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/**
 * What the store writes of the same gifts, to the byte: a row with the same columns, each from a wallet of its own,
 * synchronous=FULL and the same write-ahead log. The texts are made off the clock, and nothing is looked up or indexed.
 */
const rawInserts = async (path: string): Promise<Contender> => {
  const operations = 10_000;
  const { type, version, at, tags, data } = await giftEvent();
  const database = new Database(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA wal_autocheckpoint = 2000');
  database.exec(
    `CREATE TABLE raw (position INTEGER PRIMARY KEY, type TEXT, version INTEGER, at TEXT, tags TEXT, data TEXT,
       key TEXT, fingerprint TEXT, batch_index INTEGER, batch_size INTEGER) STRICT`,
  );
  const insert = database.prepare(
    `INSERT INTO raw (type, version, at, tags, data, key, fingerprint, batch_index, batch_size)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const rowOf = (id: string): readonly (number | string)[] => {
    const tagText = JSON.stringify(tags).replace('"wallet:w0"', `"wallet:${id}"`);
    const dataText = JSON.stringify(data).replace('"w0"', `"${id}"`);
    return [type, version, at, tagText, dataText, `gift-${id}`, 'f'.repeat(64), 0, 1];
  };
  let round = 0;
  return {
    name: 'the driver: inserts, 100 a transaction',
    operations,
    prepare: () => {
      round += 1;
      const rows = Array.from({ length: operations }, (_, i) =>
        rowOf(`256-${String(round)}-${String(i)}`),
      );
      return async () => {
        for (const [i, row] of rows.entries()) {
          if (i % 100 === 0) database.exec('BEGIN IMMEDIATE');
          insert.run(...row);
          if (i % 100 === 99) database.exec('COMMIT');
        }
      };
    },
  };
};

const emmettPeers = async (fileName: string): Promise<readonly Contender[]> => {
  const peer = await importPeer('@event-driven-io/emmett-sqlite');
  if (peer === undefined) return [];
  // As its declarations say; it is not installed with this workspace.
  const { getSQLiteEventStore } = peer as {
    readonly getSQLiteEventStore: (options: { readonly fileName: string }) => EmmettStore;
  };
  // One in flight: it answers SQLITE_BUSY to several, again and again.
  const sizes = { wallets: 100, history: 0, operations: 100, inFlight: 1 };
  return [
    await emmettGifts('emmett-sqlite, 1 in flight', getSQLiteEventStore({ fileName }), sizes),
  ];
};
