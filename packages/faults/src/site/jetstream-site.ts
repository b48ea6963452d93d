import { startNatsCluster, type NatsNode } from '@largesse/services';
import type { Dice } from '../dice.js';
import { cutConnections } from './cut-connections.js';
import { cuttingProxy } from './cutting-proxy.js';
import { outage } from './server-faults.js';
import type { Inject, Site } from './site.js';
import { differingCopies } from './stream-copies.js';
import { killWriter } from './writer-faults.js';

/** A leader that is held for longer than this is replaced, in milliseconds: elections begin after 4 to 9 seconds. */
const ELECTION = 10_000;

/** A private cluster of three that syncs before it acknowledges; each case has a stream of its own. */
export const jetstreamSite = async (): Promise<Site> => {
  const cluster = await startNatsCluster({ own: true });
  const { nodes } = cluster;
  const healed = () => cluster.ready();

  const injects = (stream: string): Readonly<Record<string, Inject>> => ({
    'kill-writer': killWriter,
    'kill-node': randomly((dice) =>
      outage({
        victims: async () => [one(nodes, dice)],
        how: 'kill',
        least: 100,
        most: 2_000,
        healed,
      }),
    ),
    'kill-leader': outage({
      victims: async () => [await cluster.leaderOf(stream)],
      how: 'kill',
      least: 100,
      most: 6_000,
      healed,
    }),
    'kill-two': randomly((dice) =>
      outage({
        victims: async () => without(nodes, one(nodes, dice)),
        how: 'kill',
        least: 300,
        most: 3_000,
        healed,
      }),
    ),
    'pause-leader': outage({
      victims: async () => [await cluster.leaderOf(stream)],
      how: 'pause',
      least: ELECTION,
      most: ELECTION + 3_000,
      healed,
    }),
  });

  return {
    adapter: 'jetstream',
    what: `NATS ${cluster.version}, 3 nodes, sync always`,
    faults: {
      'kill-writer': 4,
      'kill-node': 3,
      'kill-leader': 3,
      'kill-two': 3,
      'pause-leader': 2,
      'cut-connections': 5,
    },
    prepare: async (fault, _, id) => {
      const stream = id.toUpperCase();
      const checker = { adapter: 'jetstream', servers: cluster.url, stream } as const;
      const copies = () => differingCopies(cluster, stream);
      const inject = injects(stream)[fault];
      if (inject !== undefined)
        return { writers: checker, checker, inject, copies, leave: async () => undefined };
      const proxies = await Promise.all(
        nodes.map((node) => cuttingProxy(Number(new URL(node.url).port))),
      );
      const through = nodes.map((node, i) =>
        node.url.replace(/:\d+$/, `:${String(proxies[i]?.port)}`),
      );
      return {
        writers: { ...checker, servers: through.join(',') },
        checker,
        copies,
        inject: cutConnections(proxies),
        leave: async () => {
          await Promise.all(proxies.map(({ close }) => close()));
        },
      };
    },
    remove: cluster.remove,
  };
};

/** A fault that is made anew from the dice each round. */
const randomly =
  (make: (dice: Dice) => Inject): Inject =>
  (crew, dice) =>
    make(dice)(crew, dice);

const one = (nodes: readonly NatsNode[], dice: Dice): NatsNode => {
  const node = nodes[dice.roll(nodes.length)];
  if (node === undefined) throw new TypeError('A cluster has nodes');
  return node;
};

const without = (nodes: readonly NatsNode[], spared: NatsNode): readonly NatsNode[] =>
  nodes.filter((node) => node !== spared);
