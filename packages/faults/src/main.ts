/** `pnpm test:faults`: see `--help`. Ends with status 1 if a store broke a promise. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { campaign } from './campaign.js';
import { readOptions } from './options.js';
import { killChildren } from './process/child.js';
import { complaintOf, isWell, lineOf, tableOf } from './report.js';

const options = readOptions(process.argv.slice(2));
const folder = mkdtempSync(path.join(tmpdir(), 'largesse-faults-'));
const removals: (() => Promise<void>)[] = [];
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Ends processes and servers, and takes away what was mounted. */
const removeAll = async (): Promise<void> => {
  killChildren();
  for (const remove of removals.splice(0).reverse()) await remove().catch(() => undefined);
};

const interrupted = (signal: NodeJS.Signals): void => {
  say(`${signal}: ending what runs`);
  void removeAll().then(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);

say(`seed ${String(options.seed)} (it fixes workload and schedule; the timing is the machine's)`);
const start = performance.now();
try {
  const rows = await campaign({
    ...{ seed: options.seed, stores: options.store, faults: options.fault, folder },
    ...(options.rounds === undefined ? {} : { rounds: options.rounds }),
    ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
    onSite: (remove) => void removals.push(remove),
    onStart: (adapter, fault, seed) => say(`${adapter}, ${fault}, seed ${String(seed)} …`),
    onRow: (row) => {
      say(`  ${lineOf(row)} (${String(row.seconds)} s)`);
      if (!isWell(row)) say(complaintOf(row));
      if (options.json === true) console.log(JSON.stringify(row));
    },
  });
  if (options.json !== true) console.log(tableOf(rows));
  const wrong = rows.filter((row) => !isWell(row));
  if (wrong.length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  for (const row of wrong) say(complaintOf(row));
  if (rows.length === 0) say('No such fault of such a store.');
  say(`${String(Math.round((performance.now() - start) / 1000))} s, seed ${String(options.seed)}`);
  process.exitCode = wrong.length > 0 || rows.length === 0 ? 1 : 0;
} catch (thrown) {
  say(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  say(`journals are in ${folder}; seed ${String(options.seed)}`);
  process.exitCode = 1;
} finally {
  await removeAll();
}
process.exit();
