import type { Position } from '@largesse/core';
import type { NatsConnection } from '@nats-io/transport-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawMessage } from '../message/stored-message.js';
import { Hopeless } from '../patiently.js';
import { LeaderLease } from './leader-lease.js';
import type { LeaderWord } from './leader-word.js';
import { replicasOf } from './replicas.js';
import { fromLeader } from './server-message.js';

/** The servers of a stream, as a reader sees them. */
export interface StreamServer {
  /**
   * The last sequence: whatever was acknowledged before this was called is at or below it. 0 if the stream is empty. Rejects
   * with `Hopeless` if the stream is another than the one that was opened.
   */
  readonly last: () => Promise<Position>;
  /** Messages from a sequence on, without gaps: at least the first, as many as come at once. */
  readonly range: (from: Position, most: number) => Promise<readonly RawMessage[]>;
  /** The messages at sequences that are known to be there. */
  readonly at: (sequences: readonly Position[]) => Promise<readonly RawMessage[]>;
  /**
   * The last messages of subjects, from a server that had come at least as far as `atLeast`. `proof` is the
   * subject of some message: a server that finds nothing at all does not say how far it is.
   */
  readonly lastOf: (
    subjects: readonly string[],
    proof: string,
    atLeast: Position,
  ) => Promise<LastOf>;
}

/** The stream that is asked about. */
export interface AskedStream {
  readonly stream: string;
  /** When it was made: another of the same name is another log. */
  readonly log: string;
  /** Where answers go to, if the connection was told where. */
  readonly inboxPrefix: string | undefined;
}

/** What a server said of subjects. Those that are missing in `found` were never written up to there. */
interface LastOf {
  readonly upTo: Position;
  readonly found: readonly RawMessage[];
}

const MOST_AT_ONCE = 128;
const MOST_BYTES = 4 * 1_048_576;
const MOST_SUBJECTS = 500;

/**
 * Asks replicas first, which share the work; they may be behind or paused, so what they do not have or do not
 * say in time is asked of the leader. What a replica does have is never wrong: messages do not change.
 */
export const streamServer = (
  nc: NatsConnection,
  { stream, log, inboxPrefix }: AskedStream,
  replicaTimeout: number,
  timeout: number,
): StreamServer => {
  const replicas = replicasOf(nc, stream, inboxPrefix, replicaTimeout);
  const leader = `$JS.API.STREAM.MSG.GET.${stream}`;
  const about = `$JS.API.STREAM.INFO.${stream}`;

  const lease = new LeaderLease(
    async () => (await nc.request(about, '', { timeout })).json<LeaderWord>(),
    { now: () => performance.now(), sleep },
  );

  const ofLeader = async (query: object): Promise<RawMessage | undefined> => {
    const reply = await nc.request(leader, JSON.stringify(query), { timeout });
    return fromLeader(reply);
  };

  const one = async (seq: Position): Promise<RawMessage> => {
    const message = (await replicas.message(seq)) ?? (await ofLeader({ seq }));
    if (message === undefined) throw new Error(`Message ${String(seq)} of ${stream} is not there`);
    return message;
  };

  const at = async (sequences: readonly Position[]): Promise<readonly RawMessage[]> => {
    const found: RawMessage[] = [];
    for (let i = 0; i < sequences.length; i += MOST_AT_ONCE) {
      found.push(...(await Promise.all(sequences.slice(i, i + MOST_AT_ONCE).map(one))));
    }
    return found;
  };

  const range = async (from: Position, most: number): Promise<readonly RawMessage[]> => {
    const query = { seq: from, batch: most, max_bytes: MOST_BYTES };
    const { messages } = await replicas.messages(query).catch(() => ({ messages: [] }));
    const gap = messages.findIndex(({ sequence }, i) => sequence !== from + i);
    const whole = gap === -1 ? messages : messages.slice(0, gap);
    return whole.length > 0 ? whole : at([from]);
  };

  const lastOf = async (subjects: readonly string[], proof: string): Promise<LastOf> => {
    if (subjects.length > MOST_SUBJECTS) return halves(subjects, proof);
    const asked = [...new Set([proof, ...subjects])];
    const { messages, status } = await replicas.messages({ multi_last: asked });
    if (Number(status?.get('Nats-Num-Pending')) > 0) return halves(subjects, proof);
    return { upTo: Number(status?.get('Nats-UpTo-Sequence')) || 0, found: messages };
  };

  const halves = async (subjects: readonly string[], proof: string): Promise<LastOf> => {
    const middle = subjects.length >>> 1;
    if (middle === 0) return lastOfLeader(subjects);
    const [a, b] = await Promise.all([
      lastOf(subjects.slice(0, middle), proof),
      lastOf(subjects.slice(middle), proof),
    ]);
    return { upTo: Math.min(a.upTo, b.upTo), found: [...a.found, ...b.found] };
  };

  const lastOfLeader = async (subjects: readonly string[]): Promise<LastOf> => {
    const last = await ofLeader({ last_by_subj: '>' });
    const found: RawMessage[] = [];
    for (let i = 0; i < subjects.length; i += MOST_AT_ONCE) {
      const some = subjects.slice(i, i + MOST_AT_ONCE);
      const asked = some.map((subject) => ofLeader({ last_by_subj: subject }));
      for (const message of await Promise.all(asked)) if (message) found.push(message);
    }
    return { upTo: last?.sequence ?? 0, found };
  };

  const last = async (): Promise<Position> => {
    const end = await lease.end();
    if (end.created !== log)
      throw new Hopeless('The stream was deleted and made anew. Open the store again');
    return end.last;
  };

  return {
    last,
    range,
    at,
    lastOf: async (subjects, proof, atLeast) => {
      const answer = await lastOf(subjects, proof).catch(() => undefined);
      return answer !== undefined && answer.upTo >= atLeast ? answer : lastOfLeader(subjects);
    },
  };
};
