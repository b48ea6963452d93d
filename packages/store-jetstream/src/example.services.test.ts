import { testServers } from '@largesse/services';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from './index.js';

type Script = (library: unknown, console: unknown) => Promise<void>;

test('the example of the README runs, and prints the event that it appended', async () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const stream = `README_${String(process.pid)}`;
  const script = code
    .replace(/import (.*) from '@largesse\/store-jetstream';/, 'const $1 = library;')
    .replace(/servers: '[^']*'/, `servers: ${JSON.stringify(testServers().natsUrl)}`)
    .replace("stream: 'GIFTS'", `stream: '${stream}'`);
  // The constructor of async functions has no name: they are the only ones that may await.
  const AsyncFunction = (async () => undefined).constructor as new (...source: string[]) => Script;
  const log = jest.fn();
  await new AsyncFunction('library', 'console', script)(library, { log });
  expect(log.mock.calls).toEqual([[1, 'CoinsBought', { coins: '70' }]]);
});
