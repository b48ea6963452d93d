import { startNatsCluster, type NatsNode } from '@largesse/services';
import type { Dice } from '../dice.js';
import { crashInAppend, onWire } from './crash-in-append.js';
import { cutConnections } from './cut-connections.js';
import { cuttingProxy } from './cutting-proxy.js';
import { outage } from './server-faults.js';
import type { Fault, Inject, Site } from './site.js';
import { differingCopies } from './stream-copies.js';
import { killWriter } from './writer-faults.js';

/** A leader that is held for longer than this is replaced, in milliseconds: elections begin after 4 to 9 seconds. */
const ELECTION = 10_000;

/** A private cluster of three that syncs before it acknowledges; each case has a stream of its own. */
export const jetstreamSite = async (): Promise<Site> => {
  const cluster = await startNatsCluster({ own: true });
  const { nodes } = cluster;
  const healed = () => cluster.ready();
  const leader = (stream: string) => async () => [await cluster.leaderOf(stream)];

  /** A new log as its checker sees it. */
  const logOf = (id: string) => {
    const stream = id.toUpperCase();
    const checker = { adapter: 'jetstream', servers: cluster.url, stream } as const;
    return { stream, checker, copies: () => differingCopies(cluster, stream) };
  };
  const direct = (rounds: number, injectOn: (stream: string) => Inject): Fault => ({
    rounds,
    prepare: async (_, id) => {
      const { stream, checker, copies } = logOf(id);
      const inject = injectOn(stream);
      return { writers: checker, checker, copies, inject, leave: async () => undefined };
    },
  });
  const kill = (victims: () => Promise<readonly NatsNode[]>, least: number, most: number) =>
    outage({ victims, how: 'kill', least, most, healed });
  const pause = { least: ELECTION, most: ELECTION + 3_000 };

  return {
    adapter: 'jetstream',
    faults: {
      'kill-writer': direct(4, () => killWriter),
      'crash-in-append': direct(15, () => crashInAppend(onWire)),
      'kill-node': direct(3, () =>
        randomly((dice) => kill(async () => [one(nodes, dice)], 100, 2_000)),
      ),
      'kill-leader': direct(3, (stream) => kill(leader(stream), 100, 6_000)),
      'kill-two': direct(3, () =>
        randomly((dice) => kill(async () => without(nodes, one(nodes, dice)), 300, 3_000)),
      ),
      'pause-leader': direct(2, (stream) =>
        outage({ victims: leader(stream), how: 'pause', ...pause, healed }),
      ),
      'cut-connections': {
        rounds: 5,
        prepare: async (_, id) => {
          const { checker, copies } = logOf(id);
          const proxies = await Promise.all(nodes.map(({ url }) => cuttingProxy(portOf(url))));
          const servers = nodes.map(({ url }, i) =>
            url.replace(/:\d+$/, `:${String(proxies[i]?.port)}`),
          );
          return {
            writers: { ...checker, servers: servers.join(',') },
            checker,
            copies,
            inject: cutConnections(proxies),
            leave: async () => {
              await Promise.all(proxies.map(({ close }) => close()));
            },
          };
        },
      },
    },
    remove: cluster.remove,
  };
};

const portOf = (url: string): number => Number(new URL(url).port);

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
