import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createArrayStore } from '../../test/array-store.js';
import { describeEventStore, eventStoreContract } from './event-store-contract.js';

const root = join(__dirname, '../../../..');
const page = readFileSync(join(root, 'docs/how-to/write-a-store.md'), 'utf8');

test('the store on the page is the store that is tested here', () => {
  const store = readFileSync(join(__dirname, '../../test/array-store.ts'), 'utf8');
  expect(page).toContain(`\`\`\`ts\n${store}\`\`\``);
});

test('the page names every check of the contract, by promise', () => {
  const rows = eventStoreContract.map(({ promise, name }) => `| ${String(promise)} | ${name} |`);
  const table = page.match(/^\| (?:\d|read|follow|record|close|size|snapshot) +\| .*$/gm) ?? [];
  expect(table.map((row) => row.replace(/ +/g, ' '))).toEqual(rows);
});

describeEventStore(
  'The store on the page',
  { open: () => Promise.resolve(createArrayStore()) },
  { describe, it },
);
