/**
 * A process that appends to a file: `node writer.js FILE NAME ROUNDS`. In each round it appends, with all that it
 * has in flight, batches of three events under keys of its own, and one under a key and a guard that it shares with
 * other writers. Prints a line for each acknowledgement, `KEY own` or `KEY won`, when it has it.
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openSqliteStore } from '../dist/index.js';

// The driver that whoever runs the tests names.
const load = createRequire(import.meta.url);
const loaded = load(process.env.LARGESSE_SQLITE_DRIVER ?? 'libsql');
const Database = loaded.DatabaseSync ?? loaded;

const [, , path, name, rounds] = process.argv;
const IN_FLIGHT = 8;
// The index goes on often, so that it does while others write and when a process is killed.
const driver = (file) => new Database(file);
const store = await openSqliteStore({ driver, path, indexEvery: 40 });

const event = (type, ...tags) => ({
  ...{ type, version: 1, at: '2026-03-01T18:00:00.000Z', tags },
  data: { by: name },
});

const append = async (key, events, conditions = []) => {
  const result = await store.append({ key, fingerprint: `${name} ${key}`, events, conditions })();
  if (result._tag === 'Right') return true;
  if (result.left.code === 'condition_failed' || result.left.code === 'key_reused') return false;
  throw new Error(result.left.message);
};

for (let round = 0; round < Number(rounds); round += 1) {
  const own = Array.from({ length: IN_FLIGHT }, async (_, n) => {
    const key = `${name}-${round}-${n}`;
    const tag = `wallet:${name}`;
    if (await append(key, [event('A', tag), event('B', tag), event('C')])) {
      writeSync(1, `${key} own\n`);
    }
  });
  const tag = `round:${round}`;
  const guard = { failIfEventsMatch: { items: [{ types: ['Won'], tags: [tag] }] }, after: 0 };
  const key = round % 2 === 0 ? `round-${round}` : `round-${round}-${name}`;
  if (await append(key, [event('Won', tag)], [guard])) writeSync(1, `${key} won\n`);
  await Promise.all(own);
}
await store.close();
