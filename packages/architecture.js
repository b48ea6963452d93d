import { allowedImports } from '../.ci/lint/allowed-imports.js';
import { pureCode } from '../.ci/lint/pure-code.js';

/**
 * The architecture, one row a package: everything that its sources may import. ESLint holds them to
 * it, and `architecture.test.ts` shows that it does. Of a package only its name may be imported,
 * never a file in it; a new package begins with a row here.
 */
const imports = {
  core: ['fp-ts', 'immer'],
  domain: ['@largesse/core', 'fp-ts', 'io-ts'],
  'store-kit': ['@largesse/core', 'fp-ts', 'node:timers/promises'],
  'store-memory': ['@largesse/core', '@largesse/store-kit', 'fp-ts'],
  'store-postgres': [
    ...['@largesse/core', '@largesse/store-kit', 'fp-ts', 'pg'],
    ...['node:crypto', 'node:timers/promises'],
  ],
  'store-sqlite': [
    ...['@largesse/core', '@largesse/store-kit', 'fp-ts'],
    ...['node:fs', 'node:fs/promises', 'node:path', 'node:timers/promises'],
  ],
  'store-jetstream': [
    ...['@largesse/core', '@largesse/store-kit', 'fp-ts'],
    ...['@nats-io/jetstream', '@nats-io/transport-node', 'node:crypto', 'node:timers/promises'],
  ],
  engine: [
    ...['@largesse/core', '@largesse/domain', 'fp-ts', 'immer', 'quick-lru', 'rxjs', 'uuid'],
    ...['node:crypto', 'node:timers/promises'],
  ],
  audit: [
    ...['@largesse/core', '@largesse/domain', 'fp-ts', 'jsonc-parser'],
    ...['node:buffer', 'node:crypto'],
  ],
  testing: ['@largesse/core', '@largesse/domain', 'fp-ts', 'fast-check', 'node:*'],
  cli: [
    ...['@largesse/*', 'fp-ts', 'rxjs', 'node:*'],
    ...['cli-progress', 'cli-table3', 'commander', 'libsql'],
  ],
  services: ['@nats-io/transport-node', 'pg', 'node:*'],
  bench: ['*'],
  faults: ['*'],
  examples: ['*'],
  docs: ['*'],
};

/** What tests, and what stands in a folder `test` for them, may import besides. */
const inTests = [
  ...['@largesse/testing', '@largesse/store-memory', '@largesse/engine', '@largesse/services'],
  ...['fast-check', 'node:*', 'pg', '@electric-sql/pglite', 'libsql'],
  ...['@nats-io/transport-node', '@nats-io/jetstream', 'yaml'],
];

/** No clock, no random, no input or output: time and ids arrive in the command. */
const pure = ['core', 'domain'];

const largesse = { rules: { 'allowed-imports': allowedImports, 'pure-code': pureCode } };
const tests = ['**/*.test.ts', '**/test/**/*.ts'];

/**
 * The part of the lint configuration that keeps packages apart. It needs no type information.
 *
 * @type {import('eslint').Linter.Config[]}
 */
export const architecture = [
  {
    name: 'largesse/imports',
    files: ['packages/*/**/*.{ts,js}', 'examples/**/*.{ts,js}', 'docs/**/*.{ts,js}'],
    plugins: { largesse },
    rules: { 'largesse/allowed-imports': ['error', { imports, inTests }] },
  },
  {
    name: 'largesse/pure',
    files: pure.map((name) => `packages/${name}/src/**/*.ts`),
    ignores: tests,
    linterOptions: { noInlineConfig: true },
    rules: { 'largesse/pure-code': 'error' },
  },
  {
    name: 'largesse/seeded-tests',
    files: tests,
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Use fast-check: it prints the seed of what it made.',
        },
      ],
    },
  },
];
