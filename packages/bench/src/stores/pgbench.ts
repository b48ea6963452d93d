import type { PostgresServer } from '@largesse/services';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SelfTimed } from '../rounds.js';
import { COLUMNS, type RawRow } from './raw-rows.js';

const execute = promisify(execFile);

/**
 * What PostgreSQL's own pgbench inserts: the same row, one a transaction, by so many clients at once, as a
 * prepared statement. Nothing, and a line that says so, where there is no pgbench.
 */
export const pgbench = (server: PostgresServer, row: RawRow): readonly SelfTimed[] => {
  const program = server.program('pgbench');
  if (program === undefined) {
    console.log('\nThere is no pgbench on this machine: its rows are left out.');
    return [];
  }
  const { hostname, port, username, password, pathname } = new URL(server.url);
  const env = { ...process.env, ...program.env, PGPASSWORD: decodeURIComponent(password) };
  const place = ['-h', hostname, '-p', port, '-U', username];
  // pgbench binds them, as text: what stands in them is never read as SQL.
  const cells = Object.entries(row).flatMap(([name, value]) => ['-D', `${name}=${value}`]);

  return [1, 32, 256].map((clients): SelfTimed => ({
    name: `pgbench: inserts, 1 a statement, ${String(clients)} at once`,
    rate: async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'largesse-pgbench-'));
      try {
        const file = path.join(folder, 'insert.sql');
        writeFileSync(file, SCRIPT);
        const each = clients === 1 ? 500 : Math.ceil(10_000 / clients);
        const load = [
          '-c',
          String(clients),
          '-j',
          String(Math.min(clients, availableParallelism())),
        ];
        const count = ['-t', String(each), '-n', '-M', 'prepared', '-f', file];
        const args = [...place, ...load, ...count, ...cells, pathname.slice(1)];
        const { stdout } = await execute(program.command, args, { env });
        return transactionsPerSecond(stdout);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  }));
};

/** A key as long as those of the other contenders, of digits that differ. */
const SCRIPT = `\\set digits random(1000, 9999)
INSERT INTO raw (${COLUMNS.join()}) VALUES (${COLUMNS.map((name) =>
  name === 'key' ? "'gift-1-' || CAST(:digits AS text)" : `:${name}`,
).join()});
`;

/** Of what pgbench says when it has run; the making of connections is not in it. */
const transactionsPerSecond = (said: string): number => {
  const [, tps] = /^tps = ([\d.]+)/m.exec(said) ?? [];
  if (tps === undefined) throw new Error(`pgbench told no rate: ${said}`);
  return Number(tps);
};
