import { headers, type NatsConnection } from '@nats-io/transport-node';
import type { Position } from '@largesse/core';
import type { PlannedMessage } from './planned-commit.js';

/** What a server said of an atomic batch. */
export type Published =
  | { readonly outcome: 'written' }
  /** Another process wrote first: the log has come to `head`. Nothing was written, nor ever will be. */
  | { readonly outcome: 'overtaken'; readonly head: Position }
  /** The server took nothing, for another reason. */
  | { readonly outcome: 'refused'; readonly message: string };

interface Ack {
  readonly stream?: string;
  readonly seq?: number;
  readonly count?: number;
  readonly error?: { readonly err_code: number; readonly description: string };
}

const WRONG_LAST_SEQUENCE = 10_071;

/**
 * Publishes messages as one atomic batch that is written only if the last sequence of the stream is
 * `expected` at that moment. Rejects if no answer comes or none that can be understood: then the batch may
 * be written, now or later, but only while the last sequence is still `expected`.
 */
export const publish = async (
  nc: NatsConnection,
  stream: string,
  messages: readonly PlannedMessage[],
  expected: Position,
  timeout: number,
): Promise<Published> => {
  const last = messages.length - 1;
  for (const [n, { subject, text, commit }] of messages.entries()) {
    const head = headers();
    head.set('Nats-Batch-Id', commit);
    head.set('Nats-Batch-Sequence', String(n + 1));
    if (n === 0) head.set('Nats-Expected-Last-Sequence', String(expected));
    if (n < last) nc.publish(subject, text, { headers: head });
    else {
      head.set('Nats-Batch-Commit', '1');
      const reply = await nc.request(subject, text, { headers: head, timeout });
      return understood(reply.json<Ack>(), stream, expected + messages.length, messages.length);
    }
  }
  throw new Error('There is nothing to publish');
};

const understood = (ack: Ack, stream: string, seq: Position, count: number): Published => {
  const { error } = ack;
  if (error === undefined) {
    if (ack.stream === stream && ack.seq === seq && ack.count === count)
      return { outcome: 'written' };
    throw new Error(`The server acknowledged something else: ${JSON.stringify(ack)}`);
  }
  const { err_code: code, description } = error;
  const [, head] = /wrong last sequence: (\d+)/.exec(description) ?? [];
  if (code === WRONG_LAST_SEQUENCE && head !== undefined) {
    return { outcome: 'overtaken', head: Number(head) };
  }
  return { outcome: 'refused', message: `${description} (${String(code)})` };
};
