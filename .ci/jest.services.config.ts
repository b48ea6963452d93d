/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';
import base from '../jest.config.ts';

/**
 * The tests that need servers, `pnpm test:services`: one PostgreSQL and one NATS cluster for all of
 * them. Jest runs its global setup without a module mapper, so that it takes what was built.
 */
const config: Config = {
  ...base,
  rootDir: '..',
  testMatch: ['**/*.services.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/packages/services/dist/jest/global-setup.js',
  globalTeardown: '<rootDir>/packages/services/dist/jest/global-teardown.js',
  testTimeout: 120_000,
};

export default config;
