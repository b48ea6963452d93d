import { memory } from './memory/memory.js';
import { jetstream } from './stores/jetstream.js';
import { postgres } from './stores/postgres.js';
import { sqlite } from './stores/sqlite.js';

/** What can be measured, by the word with which it is asked for. */
const sections: Readonly<Record<string, () => Promise<void>>> = {
  memory,
  sqlite,
  postgres,
  jetstream,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(sections, name));
if (unknown.length > 0) {
  console.error(
    `bench: no "${unknown.join('", "')}"; there is ${Object.keys(sections).join(', ')}`,
  );
  process.exit(2);
}

console.log('Medians of rounds run in turn; quote ratios, not rates.');
console.log(`Node ${process.version}, ${process.execArgv.join(' ')}`);
for (const [name, run] of Object.entries(sections)) {
  if (asked.length === 0 || asked.includes(name)) await run();
}
