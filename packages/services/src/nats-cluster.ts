import { connect } from '@nats-io/transport-node';
import { randomBytes } from 'node:crypto';
import { isAtLeast } from './binaries/installed.js';
import { natsBinary, OLDEST_NATS } from './binaries/nats-binary.js';
import { notControlled } from './controls.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { natsAddress } from './nats-address.js';
import { clusterSize, isHealthy, streamLeader } from './nats-monitor.js';
import type { NatsNode } from './nats-node.js';
import { natsNode } from './nats-node.js';
import { onFreePorts } from './on-free-ports.js';
import { runFolder } from './run-folder.js';
import { ServerUnavailable, whyOf } from './server-unavailable.js';

/** What a NATS cluster is asked for. */
export interface NatsOptions {
  /** How many servers, 3 unless told. One is a server without a cluster. */
  readonly nodes?: number;
  /** JetStream's `sync_interval`, `always` unless told: acknowledged means on disk. */
  readonly syncInterval?: string;
  /** Never the servers of `LARGESSE_NATS_URL`: for a test that kills them. */
  readonly own?: boolean;
}

/** A NATS cluster with JetStream that runs. */
export interface NatsCluster {
  /** All nodes, `nats://user:password@127.0.0.1:port,…`; `natsAddress` takes it apart for the client. */
  readonly url: string;
  /** `2.15.1` */
  readonly version: string;
  /** Whether its nodes can be killed, stopped and paused: not when `LARGESSE_NATS_URL` gave them. */
  readonly controllable: boolean;
  /** In the order of `url`; empty when they were given. */
  readonly nodes: readonly NatsNode[];
  /**
   * Resolves when every node that runs has caught up and knows the leader of all. A node that is
   * paused counts as one that runs. Rejects after `timeoutMs`, 60 seconds unless told.
   */
  readonly ready: (timeoutMs?: number) => Promise<void>;
  /** The node that leads a stream; waits up to 30 seconds while there is none or more than one. */
  readonly leaderOf: (stream: string) => Promise<NatsNode>;
  /** Stops all nodes for good and removes their folder. */
  readonly remove: () => Promise<void>;
}

const VARIABLE = 'LARGESSE_NATS_URL';
const READY_TIMEOUT = 60_000;
const ELECTION_TIMEOUT = 30_000;

/**
 * Starts private NATS servers with JetStream on free loopback ports, their files in a temporary
 * folder, which end with this process at the latest. Where `LARGESSE_NATS_URL` names servers, those
 * are used and nothing is started. Rejects with `ServerUnavailable` where none can be had.
 */
export const startNatsCluster = async (options: NatsOptions = {}): Promise<NatsCluster> => {
  const given = process.env[VARIABLE];
  return given === undefined || given === '' || options.own === true
    ? onFreePorts(() => startOwn(options))
    : givenCluster(given);
};

const startOwn = async (options: NatsOptions): Promise<NatsCluster> => {
  const { command, version } = natsBinary();
  const folder = runFolder('nats');
  const plans = await Promise.all(
    Array.from({ length: options.nodes ?? 3 }, async (_, index) => ({
      name: `n${String(index + 1)}`,
      port: await freePort(),
      monitorPort: await freePort(),
      routePort: await freePort(),
    })),
  );
  const shared = {
    ...{ nodes: plans, folder: folder.path, syncInterval: options.syncInterval ?? 'always' },
    ...{ user: 'largesse', password: randomBytes(18).toString('base64url') },
  };
  const nodes = plans.map((plan) => natsNode(command, plan, shared));
  const remove = async () => {
    await Promise.all(nodes.map(({ stop }) => stop()));
    folder.remove();
  };
  const ready = (timeoutMs = READY_TIMEOUT) => allReady(nodes, timeoutMs);
  try {
    await Promise.all(nodes.map(({ start }) => start()));
    await ready();
  } catch (cause) {
    await remove();
    throw new ServerUnavailable(whyOf(cause), { cause });
  }
  const url = nodes.map((node) => node.url).join(',');
  const leaderOf = (stream: string) => findLeader(nodes, stream);
  return { url, version, controllable: true, nodes, ready, leaderOf, remove };
};

const allReady = async (nodes: readonly NatsNode[], timeoutMs: number): Promise<void> => {
  const late = async () => {
    const running = nodes.filter(({ pid }) => pid() !== undefined);
    const well = await Promise.all(running.map((node) => isReady(node, nodes.length)));
    return running.filter((_, index) => well[index] !== true);
  };
  let waitsFor: readonly NatsNode[] = [];
  await eventually(
    async () => {
      waitsFor = await late();
      return waitsFor.length === 0 ? true : undefined;
    },
    timeoutMs,
    () => waitsFor.map(({ name, log }) => `nats-server ${name} is not ready:\n${log()}`).join('\n'),
  );
};

const isReady = async ({ monitor }: NatsNode, nodes: number): Promise<boolean> =>
  (await isHealthy(monitor)) && (nodes === 1 || (await clusterSize(monitor)) === nodes);

/** A leader knows of itself; what the others think may be of before the election. */
const findLeader = (nodes: readonly NatsNode[], stream: string): Promise<NatsNode> =>
  eventually(
    async () => {
      const running = nodes.filter(({ pid }) => pid() !== undefined);
      const named = await Promise.all(
        running.map(({ monitor, name }) => streamLeader(monitor, stream, name)),
      );
      const leaders = running.filter(({ name }, index) => named[index] === name);
      return leaders.length === 1 ? leaders[0] : undefined;
    },
    ELECTION_TIMEOUT,
    () => `No node leads the stream "${stream}".`,
  );

const givenCluster = async (url: string): Promise<NatsCluster> => {
  const { servers, ...login } = natsAddress(url);
  const version = await versionAt([...servers], login).catch((cause: unknown) => {
    throw new ServerUnavailable(`The servers of ${VARIABLE} do not answer: ${whyOf(cause)}`, {
      cause,
    });
  });
  if (!isAtLeast(version, OLDEST_NATS))
    throw new ServerUnavailable(
      `The server of ${VARIABLE} is ${version}, not ${OLDEST_NATS} or newer.`,
    );
  const leaderOf = async () => {
    throw notControlled(VARIABLE);
  };
  const nothing = async () => undefined;
  return {
    url,
    version,
    controllable: false,
    nodes: [],
    ready: nothing,
    leaderOf,
    remove: nothing,
  };
};

const versionAt = async (
  servers: string[],
  login: { readonly user?: string; readonly pass?: string },
): Promise<string> => {
  const connection = await connect({ servers, ...login, timeout: 5000, reconnect: false });
  // Closed, it knows no more.
  const version = connection.info?.version ?? '';
  await connection.close();
  return version;
};
