import { startPostgres } from '@largesse/services';
import { APPEND_TIMEOUT } from '../store-order.js';
import { crashInAppend, onWire } from './crash-in-append.js';
import { cutConnections } from './cut-connections.js';
import { cuttingProxy } from './cutting-proxy.js';
import { outage } from './server-faults.js';
import type { Fault, Inject, Site } from './site.js';
import { killWriter } from './writer-faults.js';

/** A private PostgreSQL; each case has a schema of its own. */
export const postgresSite = async (): Promise<Site> => {
  const server = await startPostgres({ own: true, settings: { max_connections: '100' } });
  const whole = { victims: async () => [server], healed: async () => undefined };
  const checkerOf = (schema: string) =>
    ({ adapter: 'postgres', connectionString: server.url, schema }) as const;

  const direct = (rounds: number, inject: () => Inject): Fault => ({
    rounds,
    prepare: async (_, schema) => {
      const checker = checkerOf(schema);
      return { writers: checker, checker, inject: inject(), leave: async () => undefined };
    },
  });
  const pause = { least: APPEND_TIMEOUT + 500, most: 2 * APPEND_TIMEOUT };
  return {
    adapter: 'postgres',
    faults: {
      'kill-writer': direct(5, () => killWriter),
      'crash-in-append': direct(11, () => crashInAppend(onWire)),
      'kill-server': direct(4, () => outage({ ...whole, how: 'kill', least: 50, most: 1_500 })),
      'pause-server': direct(3, () => outage({ ...whole, how: 'pause', ...pause })),
      'cut-connections': {
        rounds: 6,
        prepare: async (_, schema) => {
          const checker = checkerOf(schema);
          const proxy = await cuttingProxy(server.port);
          const url = new URL(server.url);
          url.port = String(proxy.port);
          const writers = { ...checker, connectionString: url.href };
          return { writers, checker, inject: cutConnections([proxy]), leave: proxy.close };
        },
      },
    },
    remove: server.remove,
  };
};
