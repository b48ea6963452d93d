import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPglite } from '../test/load-pglite.js';
import * as library from './index.js';

type Script = (library: unknown, module: unknown, console: unknown) => Promise<void>;

test('the example of the README prints the event that it appended', async () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const script = code
    .replace(/import (.*) from '@electric-sql\/pglite';/, 'const $1 = module;')
    .replace(/import (.*) from '@largesse\/store-postgres';/, 'const $1 = library;');
  // The constructor of async functions has no name: they are the only ones that may await.
  const AsyncFunction = (async () => undefined).constructor as new (...source: string[]) => Script;
  const log = jest.fn();
  const run = new AsyncFunction('library', 'module', 'console', script);
  await run(library, await loadPglite(), { log });
  expect(log.mock.calls).toEqual([[1, 'CoinsBought', { coins: '70' }]]);
});
