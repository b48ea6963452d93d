import type { Msg } from '@nats-io/transport-node';
import type { RawMessage } from '../message/stored-message.js';
import { COMMIT } from './publish.js';

/** A message as `DIRECT.GET` answers it: everything about it stands in headers. */
export const fromReplica = ({ headers, data }: Msg): RawMessage => ({
  sequence: Number(headers?.get('Nats-Sequence')),
  subject: headers?.get('Nats-Subject') ?? '',
  ...commitOf((name) => headers?.get(name) ?? ''),
  text: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'),
});

/** The commit of a message, and whether it is the last one of it. */
const commitOf = (header: (name: string) => string): Pick<RawMessage, 'commit' | 'ends'> => {
  const commit = header('Nats-Batch-Id');
  return commit === ''
    ? { commit: header(COMMIT), ends: true }
    : { commit, ends: header('Nats-Batch-Commit') === '1' };
};

/** The answer of the leader to `STREAM.MSG.GET`. */
interface LeaderAnswer {
  readonly message?: {
    readonly seq: number;
    readonly subject: string;
    readonly hdrs?: string;
    readonly data?: string;
  };
  readonly error?: { readonly err_code: number; readonly description: string };
}

const NO_MESSAGE = 10_037;

/** A message as `STREAM.MSG.GET` answers it; undefined if there is none. Throws what else the leader says. */
export const fromLeader = (reply: Msg): RawMessage | undefined => {
  const { message, error } = reply.json<LeaderAnswer>();
  if (message === undefined) {
    if (error?.err_code === NO_MESSAGE) return undefined;
    throw new Error(error?.description ?? 'The leader did not say what it has');
  }
  const headers = Buffer.from(message.hdrs ?? '', 'base64').toString('utf8');
  return {
    sequence: message.seq,
    subject: message.subject,
    ...commitOf((name) => new RegExp(`^${name}: *(.*)\\r$`, 'm').exec(headers)?.[1] ?? ''),
    text: Buffer.from(message.data ?? '', 'base64').toString('utf8'),
  };
};
