// Replay an event log: read it, fold it, prove it, look at a moment of it.
import {
  createVerifier,
  foldLog,
  formatBalances,
  logWriter,
  readLog,
  readScenario,
} from '@largesse/audit';
import { createEngine } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const scenario = new URL('../scenarios/rules.jsonl', import.meta.url);
const folder = await mkdtemp(join(tmpdir(), 'largesse-'));
const path = join(folder, 'log.jsonl');

// A scenario goes in, an event log comes out.
const engine = createEngine({ store: createMemoryStore() });
const file = createWriteStream(path);
const writer = logWriter();
file.write(writer.header());
for await (const batch of readScenario(createReadStream(scenario))) {
  for (const { command } of batch) {
    const result = await engine.submit(command);
    if (result.ok && result.status === 'accepted') file.write(writer.events(result.recorded));
  }
}
file.end(writer.end());
await finished(file);

// Every invariant, checked on the log alone.
const verifier = createVerifier();
for await (const batch of readLog(createReadStream(path), { broken: 'report' })) {
  for (const line of batch) verifier.add(line);
}
const { held, events } = verifier.report();
console.log(`${String(events)} events, every invariant holds: ${String(held)}`);

// The balances at the end, and what ann had after the first ten events.
const whole = await foldLog(readLog(createReadStream(path)));
console.log(formatBalances(whole.books.balances()));
const early = await foldLog(readLog(createReadStream(path)), { position: 10 });
const ann = early.books.balances().find(({ account }) => account === 'wallet:ann');
console.log(`after position 10 ann had ${String(ann?.amount)} coins`);
await rm(folder, { recursive: true });
