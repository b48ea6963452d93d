import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../src/index.js';

type Script = (library: unknown, engine: unknown, console: unknown) => Promise<void>;

/** Runs the example of the README as it stands, with what is to stand for PGlite's module and for the console. */
export const runExample = async (engine: object, console: object): Promise<void> => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const script = code
    .replace(/import (.*) from '@electric-sql\/pglite';/, 'const $1 = engine;')
    .replace(/import (.*) from '@largesse\/store-postgres';/, 'const $1 = library;');
  // The constructor of async functions has no name: they are the only ones that may await.
  const AsyncFunction = (async () => undefined).constructor as new (...source: string[]) => Script;
  await new AsyncFunction('library', 'engine', 'console', script)(library, engine, console);
};
