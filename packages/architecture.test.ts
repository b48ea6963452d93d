import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { architecture } from './architecture.js';

const eslint = new ESLint({
  cwd: join(__dirname, '..'),
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
    ...architecture,
  ],
});

const complaints = async (filePath: string, code: string): Promise<readonly string[]> => {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
};

const core = 'packages/core/src/query.ts';
const domain = 'packages/domain/src/wallet/wallet.ts';
const memory = 'packages/store-memory/src/log.ts';
const engine = 'packages/engine/src/engine.ts';
const audit = 'packages/audit/src/verify.ts';
const testing = 'packages/testing/src/given.ts';
const cli = 'packages/cli/src/run.ts';
const example = 'examples/quickstart.ts';

describe('the imports that the table allows', () => {
  test.each([
    [core, "import { produce } from 'immer'"],
    [domain, "import { matches } from '@largesse/core'"],
    [domain, "import * as t from 'io-ts'"],
    [domain, "export { coins } from '../amount/amount.js'"],
    [memory, "import type { EventStore } from '@largesse/core'"],
    [engine, "import { Subject } from 'rxjs'; import { v7 } from 'uuid'"],
    [audit, "import { createHash } from 'node:crypto'"],
    [testing, "import fc from 'fast-check'"],
    [cli, "import { open } from 'node:fs/promises'; import { verify } from '@largesse/audit'"],
    [example, "import { createEngine } from '@largesse/engine'"],
    ['packages/core/src/query.test.ts', "import { given } from '@largesse/testing'"],
    ['packages/audit/src/log.test.ts', "import { memoryStore } from '@largesse/store-memory'"],
    ['packages/domain/src/dispatch.test.ts', "import { readFileSync } from 'node:fs'"],
    ['packages/audit/test/history.ts', "import { given } from '@largesse/testing'"],
  ])('%s: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});

describe('an import against the arrows is refused', () => {
  test.each([
    [core, "import { wallet } from '@largesse/domain'"],
    [domain, "import { createEngine } from '@largesse/engine'"],
    [memory, "import { wallet } from '@largesse/domain'"],
    [engine, "import { memoryStore } from '@largesse/store-memory'"],
    [audit, "import { createEngine } from '@largesse/engine'"],
    [testing, "import { createEngine } from '@largesse/engine'"],
    [domain, "import type { Engine } from '@largesse/engine'"],
    [domain, "export { createEngine } from '@largesse/engine'"],
    [domain, "export * from '@largesse/engine'"],
    [domain, "type Engine = import('@largesse/engine').Engine"],
    [domain, "const engine = import('@largesse/engine')"],
    [domain, "import engine = require('@largesse/engine')"],
    [engine, "const cli = require('@largesse/cli')"],
    ['packages/domain/src/wallet/wallet.test.ts', "import { run } from '@largesse/cli'"],
  ])('%s: %s', async (file, code) => {
    expect(await complaints(file, code)).toContainEqual(expect.stringContaining('must not import'));
  });
});

describe('a library that is not of the package is refused', () => {
  test.each([
    [core, "import { Observable } from 'rxjs'"],
    [core, "import * as t from 'io-ts'"],
    [domain, "import type { Observable } from 'rxjs'"],
    [domain, "import { v7 } from 'uuid'"],
    [domain, "import { readFileSync } from 'node:fs'"],
    [domain, "import { readFileSync } from 'fs'"],
    [memory, "import { Subject } from 'rxjs'"],
    [engine, "import { readFile } from 'node:fs/promises'"],
    [audit, "import { readFile } from 'node:fs/promises'"],
    [cli, "import fc from 'fast-check'"],
  ])('%s: %s', async (file, code) => {
    expect(await complaints(file, code)).toContainEqual(expect.stringContaining('must not import'));
  });
});

describe('an import is of a whole package, by its name', () => {
  test.each([
    [domain, "import { matches } from '@largesse/core/dist/query.js'", 'reaches into'],
    [example, "import { matches } from '@largesse/core/src/query.js'", 'reaches into'],
    [domain, "import { matches } from '../../../core/src/query.js'", 'leaves packages/domain'],
    [cli, "import { wallet } from '../../domain/src/index.js'", 'leaves packages/cli'],
    [example, "import { wallet } from '../packages/domain/src/index.js'", 'leaves examples'],
    ['packages/cli/src/run.test.ts', "import '../../audit/src/log.js'", 'leaves packages/cli'],
    [domain, "import { coins } from '../amount/amount'", 'must end in ".js"'],
    [domain, "import * as E from 'fp-ts/Either'", 'breaks in Node'],
    [cli, 'const engine = import(name)', 'must be a literal'],
    ['packages/store-paper/src/index.ts', "import 'fp-ts'", 'has no row'],
  ])('%s: %s', async (file, code, complaint) => {
    expect(await complaints(file, code)).toEqual([expect.stringContaining(complaint)]);
  });
});

describe.each([core, domain])('%s is pure', (file) => {
  test.each([
    ['Date.now()'],
    ['new Date()'],
    ["new Date('2026-03-01T18:00:00.000Z')"],
    ['Date()'],
    ['const clock = Date'],
    ['let at: Date'],
    ['let clock: typeof Date'],
    ['new Intl.DateTimeFormat().format()'],
    ['performance.now()'],
    ['Math.random()'],
    ["Math['random']()"],
    ['const { random } = Math'],
    ['const m = Math; m.random()'],
    ['crypto.randomUUID()'],
    ['crypto.getRandomValues(bytes)'],
    ['process.hrtime()'],
    ['process.env.HOME'],
    ['setTimeout(() => {}, 1)'],
    ['setInterval(() => {}, 1)'],
    ['setImmediate(() => {})'],
    ['queueMicrotask(() => {})'],
    ["console.log('')"],
    ["fetch('')"],
    ['globalThis.Date.now()'],
    ["global['process']"],
    ['const world = globalThis'],
    ["Function('return this')()"],
    ["eval('Date')"],
    ["(() => {}).constructor('return Date')()"],
    ['import.meta.url'],
    ["'a'.localeCompare('b')"],
  ])('it refuses %s', async (code) => {
    expect(await complaints(file, `${code}; export {}`)).toContainEqual(
      expect.stringContaining('are pure'),
    );
  });

  test.each([
    ['export const most = Math.max(1, 2)'],
    ['export const text = JSON.stringify([1n].map(Number))'],
    ['export const isDate = (Date: unknown) => Date'],
    ['export const find = (state: ReadonlyMap<string, { date: string }>) => state.get("")?.date'],
    ['export class Broken extends Error { constructor() { super("broken") } }'],
  ])('it takes %s', async (code) => {
    expect(await complaints(file, code)).toEqual([]);
  });

  test('a comment cannot switch that off', async () => {
    const code = '// eslint-disable-next-line\nexport const now = Date.now()';
    expect(await complaints(file, code)).toContainEqual(expect.stringContaining('are pure'));
  });
});

test('other packages may read a clock', async () => {
  expect(await complaints(cli, 'export const now = () => Date.now()')).toEqual([]);
});

test('a test makes its random values from a seed', async () => {
  const file = 'packages/domain/src/wallet/wallet.test.ts';
  expect(await complaints(file, 'Math.random()')).toEqual([expect.stringContaining('fast-check')]);
});
