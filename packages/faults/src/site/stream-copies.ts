import { natsAddress, type NatsCluster } from '@largesse/services';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../check/finding.js';

/** How many messages are asked for at once, and how long all copies may take to catch up, in milliseconds. */
const AT_ONCE = 128;
const PATIENCE = 30_000;

/** What a server answers to questions about a stream, as far as it is of interest. */
interface StreamInfo {
  readonly state?: {
    readonly messages: number;
    readonly first_seq: number;
    readonly last_seq: number;
  };
  readonly cluster?: {
    readonly leader?: string;
    readonly replicas?: readonly { readonly current: boolean; readonly lag?: number }[];
  };
}
interface StoredMessage {
  readonly message?: { readonly subject: string; readonly hdrs?: string; readonly data?: string };
}

/**
 * Has each node lead a stream in turn, when every copy has caught up, and reads the whole stream from the
 * leader, message by message: the copies must be the same to the byte.
 */
export const differingCopies = async (
  cluster: NatsCluster,
  stream: string,
): Promise<readonly Finding[]> => {
  const { servers, ...login } = natsAddress(cluster.url);
  const nats = await connect({ servers: [...servers], ...login, timeout: 5_000 });
  try {
    const digests = new Map<string, string>();
    for (const { name } of cluster.nodes) {
      await lead(cluster, nats, stream, name);
      digests.set(name, await digestOf(nats, stream));
    }
    const same = new Set(digests.values()).size === 1;
    const said = [...digests].map(([name, digest]) => `${name}: ${digest}`).join('; ');
    return same ? [] : [{ kind: 'diverged', message: `the copies of ${stream} differ, ${said}` }];
  } catch (thrown) {
    return [
      {
        kind: 'diverged',
        message: `the copies of ${stream} cannot be compared: ${String(thrown)}`,
      },
    ];
  } finally {
    await nats.close();
  }
};

const ask = async <A>(nats: NatsConnection, subject: string, body: unknown = {}): Promise<A> => {
  const answer = await nats.request(`$JS.API.${subject}`, JSON.stringify(body), { timeout: 5_000 });
  return answer.json<A>();
};

/** Resolves when a node leads and every other copy has caught up with it. */
const lead = async (
  cluster: NatsCluster,
  nats: NatsConnection,
  stream: string,
  name: string,
): Promise<void> => {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const info = await ask<StreamInfo>(nats, `STREAM.INFO.${stream}`).catch(() => undefined);
    const replicas = info?.cluster?.replicas ?? [];
    const current =
      replicas.length === 2 && replicas.every(({ current: is, lag = 0 }) => is && lag === 0);
    const leads = info?.cluster?.leader === name;
    if (current && leads && (await cluster.leaderOf(stream)).name === name) return;
    if (performance.now() > end)
      throw new Error(`${name} does not come to lead with all caught up`);
    if (current && !leads)
      await ask(nats, `STREAM.LEADER.STEPDOWN.${stream}`, { placement: { preferred: name } }).catch(
        () => undefined,
      );
    await sleep(200);
  }
};

/** A digest of all that the leader has, with where each message stands. */
const digestOf = async (nats: NatsConnection, stream: string): Promise<string> => {
  const { state } = await ask<StreamInfo>(nats, `STREAM.INFO.${stream}`);
  if (state === undefined) throw new Error('no state');
  const digest = createHash('sha256');
  for (let first = state.first_seq; first <= state.last_seq; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, state.last_seq - first + 1);
    const messages = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        ask<StoredMessage>(nats, `STREAM.MSG.GET.${stream}`, { seq: first + i }),
      ),
    );
    messages.forEach(({ message }, i) => {
      const { subject = '', hdrs = '', data = '' } = message ?? {};
      digest.update(JSON.stringify([first + i, subject, hdrs, data]));
    });
  }
  const { messages, first_seq, last_seq } = state;
  return `${String(messages)} messages ${String(first_seq)}-${String(last_seq)} ${digest.digest('hex').slice(0, 16)}`;
};
