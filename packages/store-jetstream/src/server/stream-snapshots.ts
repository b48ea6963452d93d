import {
  messageOf,
  type Snapshot,
  type SnapshotStore,
  type StoreUnavailable,
} from '@largesse/core';
import { withoutSecrets } from '@largesse/store-kit';
import { headers, nuid, type NatsConnection } from '@nats-io/transport-node';
import { either as E, option as O } from 'fp-ts';
import { subjectToken } from '../message/subject-token.js';
import { fromLeader } from './server-message.js';

/** What the snapshots need of their surrounding. */
export interface SnapshotSurrounding {
  readonly nc: NatsConnection;
  /** The stream that they are kept in, and what its subjects begin with. */
  readonly stream: string;
  readonly prefix: string;
  /** Which log they belong to: another of the same name has another. */
  readonly log: string;
  readonly timeout: number;
  readonly isClosed: () => boolean;
}

/** A message of a snapshot: a large state is cut into several. */
interface Part {
  readonly save: string;
  readonly log: string;
  readonly schema: string;
  readonly position: number;
  readonly parts: number;
  readonly text: string;
}

/** UTF-16 units of a state in one message: three bytes each at most, far below the usual `max_payload`. */
const LARGEST_PART = 200_000;
const TRIES = 5;

/** Snapshots in a stream of their own, one message a subject. */
export const streamSnapshots = (around: SnapshotSurrounding): SnapshotStore => {
  const { nc, stream, prefix, log, timeout, isClosed } = around;
  const subject = (id: string, n: number) => `${prefix}.${subjectToken(id)}.${String(n)}`;

  const attempt = async <A>(work: () => Promise<A>): Promise<E.Either<StoreUnavailable, A>> => {
    if (isClosed()) return E.left(unavailable('the store is closed'));
    try {
      return E.right(await work());
    } catch (thrown) {
      return E.left(unavailable(messageOf(thrown)));
    }
  };

  const unavailable = (why: string): StoreUnavailable => ({
    code: 'store_unavailable',
    message: withoutSecrets(`Snapshots in JetStream stream ${stream}: ${why}`),
  });

  const partAt = async (id: string, n: number): Promise<Part | undefined> => {
    const query = JSON.stringify({ last_by_subj: subject(id, n) });
    // The leader: what was saved last is to be loaded next, whoever asks.
    const reply = await nc.request(`$JS.API.STREAM.MSG.GET.${stream}`, query, { timeout });
    const message = fromLeader(reply);
    // Only this package writes to these subjects.
    return message && (JSON.parse(message.text) as Part);
  };

  const load = async (id: string): Promise<O.Option<Snapshot>> => {
    for (let n = 0; n < TRIES; n += 1) {
      const first = await partAt(id, 0);
      if (first?.log !== log) return O.none;
      const others = Array.from({ length: first.parts - 1 }, (_, i) => partAt(id, i + 1));
      const parts = [first, ...(await Promise.all(others))];
      if (!parts.every((part) => part?.save === first.save)) continue;
      const state = parts.map((part) => part?.text ?? '').join('');
      return O.some({ schema: first.schema, position: first.position, state });
    }
    // Others saved all the while: a snapshot may be missed at any time.
    return O.none;
  };

  const save = async (id: string, { schema, position, state }: Snapshot): Promise<void> => {
    const name = nuid.next();
    const texts = cut(state);
    for (const [n, text] of texts.entries()) {
      const part: Part = { save: name, log, schema, position, parts: texts.length, text };
      const head = headers();
      head.set('Nats-Batch-Id', name);
      head.set('Nats-Batch-Sequence', String(n + 1));
      if (n < texts.length - 1) nc.publish(subject(id, n), JSON.stringify(part), { headers: head });
      else {
        head.set('Nats-Batch-Commit', '1');
        const reply = await nc.request(subject(id, n), JSON.stringify(part), {
          headers: head,
          timeout,
        });
        const { error } = reply.json<Ack>();
        if (error !== undefined) throw new Error(error.description);
      }
    }
  };

  return {
    load: (id) => () => attempt(() => load(id)),
    save: (id, snapshot) => () => attempt(() => save(id, snapshot)),
  };
};

interface Ack {
  readonly error?: { readonly description: string };
}

/** Never between the halves of a surrogate pair: alone, they would not survive. */
const cut = (state: string): readonly string[] => {
  const parts: string[] = [];
  for (let start = 0; start < state.length || parts.length === 0;) {
    let end = Math.min(start + LARGEST_PART, state.length);
    const unit = state.charCodeAt(end - 1);
    if (end < state.length && unit >= 0xd800 && unit <= 0xdbff) end -= 1;
    parts.push(state.slice(start, end));
    start = end;
  }
  return parts;
};
