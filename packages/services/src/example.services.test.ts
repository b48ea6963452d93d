import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatWithOptions } from 'node:util';
import * as library from './index.js';

type Script = (library: unknown, console: unknown) => Promise<void>;

test('the example of the README prints what it says', async () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const says = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, said]) => said);
  const script = code.replace(/import (.*) from '@largesse\/services';/, 'const $1 = library;');
  // The constructor of async functions has no name: they are the only ones that may await.
  const AsyncFunction = (async () => undefined).constructor as new (...source: string[]) => Script;
  const printed: string[] = [];
  const log = (...values: unknown[]) => printed.push(formatWithOptions({}, ...values));
  await new AsyncFunction('library', 'console', script)(library, { log });
  expect(says).toHaveLength(2);
  expect(printed).toEqual(says);
});
