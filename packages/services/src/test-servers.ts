import { ServerUnavailable } from './server-unavailable.js';

/** The servers that all tests of one run of `pnpm test:services` share. */
export interface TestServers {
  /** Of a superuser. A test makes a database or schema of its own in it. */
  readonly postgresUrl: string;
  /** Three nodes, comma separated. A test makes streams of its own, with names that no other has. */
  readonly natsUrl: string;
}

const POSTGRES = 'LARGESSE_TEST_POSTGRES_URL';
const NATS = 'LARGESSE_TEST_NATS_URL';

/** The shared servers, in a `*.services.test.ts`. Throws where `pnpm test:services` does not run it. */
export const testServers = (): TestServers => {
  const [postgresUrl, natsUrl] = [process.env[POSTGRES], process.env[NATS]];
  if (postgresUrl === undefined || natsUrl === undefined)
    throw new ServerUnavailable(
      'No servers run for tests. Remedy: run them with "pnpm test:services".',
    );
  return { postgresUrl, natsUrl };
};

/** Tells the processes that run the tests, which are started later, where the servers are. */
export const announce = ({ postgresUrl, natsUrl }: TestServers): void => {
  process.env[POSTGRES] = postgresUrl;
  process.env[NATS] = natsUrl;
};
