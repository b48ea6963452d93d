import { startPostgres } from '@largesse/services';
import { APPEND_TIMEOUT } from '../store-order.js';
import { cutConnections } from './cut-connections.js';
import { cuttingProxy } from './cutting-proxy.js';
import { outage } from './server-faults.js';
import type { Inject, Site } from './site.js';
import { killWriter } from './writer-faults.js';

/** A private PostgreSQL; each case has a schema of its own. */
export const postgresSite = async (): Promise<Site> => {
  const server = await startPostgres({ own: true, settings: { max_connections: '100' } });
  const faults: Readonly<Record<string, readonly [number, Inject]>> = {
    'kill-writer': [5, killWriter],
    'kill-server': [4, outage({ ...whole(), how: 'kill', least: 50, most: 1_500 })],
    'pause-server': [
      3,
      outage({ ...whole(), how: 'pause', least: APPEND_TIMEOUT + 500, most: 2 * APPEND_TIMEOUT }),
    ],
  };
  function whole() {
    return { victims: async () => [server], healed: async () => undefined };
  }
  return {
    adapter: 'postgres',
    what: `PostgreSQL ${server.version}`,
    faults: {
      ...Object.fromEntries(Object.entries(faults).map(([name, [rounds]]) => [name, rounds])),
      'cut-connections': 6,
    },
    prepare: async (fault, _, schema) => {
      const checker = { adapter: 'postgres', connectionString: server.url, schema } as const;
      const [, inject] = faults[fault] ?? [];
      if (inject !== undefined)
        return { writers: checker, checker, inject, leave: async () => undefined };
      const proxy = await cuttingProxy(server.port);
      const url = new URL(server.url);
      url.port = String(proxy.port);
      const writers = { ...checker, connectionString: url.href };
      return { writers, checker, inject: cutConnections([proxy]), leave: proxy.close };
    },
    remove: server.remove,
  };
};
