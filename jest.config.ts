/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** Tests run on the sources: no build stands between an edit and its test. */
const config: Config = {
  roots: ['<rootDir>/packages', '<rootDir>/examples', '<rootDir>/docs'],
  testMatch: ['**/*.test.ts'],
  // They need servers: `pnpm test:services` runs them.
  testPathIgnorePatterns: ['/node_modules/', '\\.services\\.test\\.ts$'],
  modulePathIgnorePatterns: ['/dist/'],
  moduleNameMapper: {
    '^@largesse/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    '^.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(?:\\.pnpm/)?(?:uuid|quick-lru)[@/])'],
  testTimeout: 30_000,
  // Jest leaves one core free by default: half of a machine with two.
  maxWorkers: '100%',
  showSeed: true,
};

export default config;
