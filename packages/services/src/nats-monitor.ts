import { connect } from 'node:net';

const PATIENCE = 2000;

/** Asks a page of a node's monitoring; undefined when it is not well or does not answer. */
const ask = async (monitor: string, page: string): Promise<unknown> => {
  try {
    const response = await fetch(`${monitor}/${page}`, { signal: AbortSignal.timeout(PATIENCE) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (Object.getOwnPropertyDescriptor(value, name)?.value as unknown)
    : undefined;

const list = (value: unknown, name: string): readonly unknown[] => {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
};

/** Whether the node says that JetStream is ready on it: it has caught up and knows its leader. */
export const isHealthy = async (monitor: string): Promise<boolean> =>
  field(await ask(monitor, 'healthz'), 'status') === 'ok';

/** How many nodes, as this one knows, form the cluster that has a leader; 0 while it has none. */
export const clusterSize = async (monitor: string): Promise<number> => {
  const meta = field(await ask(monitor, 'jsz'), 'meta_cluster');
  const size = field(meta, 'cluster_size');
  return typeof field(meta, 'leader') === 'string' && typeof size === 'number' ? size : 0;
};

/** Who leads a stream, as this node knows; a node alone has no names and says `itself`. */
export const streamLeader = async (
  monitor: string,
  stream: string,
  itself: string,
): Promise<string | undefined> => {
  const page = await ask(monitor, 'jsz?accounts=true&streams=true');
  const found = list(page, 'account_details')
    .flatMap((account) => list(account, 'stream_detail'))
    .find((detail) => field(detail, 'name') === stream);
  if (found === undefined) return undefined;
  const cluster = field(found, 'cluster');
  const leader = cluster === undefined ? itself : field(cluster, 'leader');
  return typeof leader === 'string' ? leader : undefined;
};

/** The version that the server on a loopback port names in its greeting; it takes clients then. */
export const greetingOf = (port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: PATIENCE });
    const end = (version?: string) => {
      socket.destroy();
      resolve(version);
    };
    let text = '';
    socket.on('data', (part) => {
      text += part.toString('latin1');
      if (text.includes('\n')) end(/"version":"([^"]*)"/.exec(text)?.[1]);
    });
    socket.on('error', () => end());
    socket.on('timeout', () => end());
    socket.on('close', () => end());
  });
