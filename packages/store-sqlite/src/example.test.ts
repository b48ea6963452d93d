import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../test/driver.js';
import { temporaryFiles } from '../test/folder.js';
import * as library from './index.js';

type Script = (library: unknown, Database: unknown, console: unknown) => Promise<void>;

const { file, remove } = temporaryFiles();
afterAll(remove);

test('the example of the README prints the event that it appended', async () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const script = code
    .replace("import Database from 'libsql';", '')
    .replace(/import (.*) from '@largesse\/store-sqlite';/, 'const $1 = library;')
    .replace("'gifts.db'", JSON.stringify(file()));
  // The constructor of async functions has no name: they are the only ones that may await.
  const AsyncFunction = (async () => undefined).constructor as new (...source: string[]) => Script;
  const log = jest.fn();
  const run = new AsyncFunction('library', 'Database', 'console', script);
  await run(library, Database, { log });
  expect(log.mock.calls).toEqual([[1, 'CoinsBought', { coins: '70' }]]);
});
