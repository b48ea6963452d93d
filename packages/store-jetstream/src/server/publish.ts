import { headers, type NatsConnection } from '@nats-io/transport-node';
import type { Position } from '@largesse/core';
import type { PlannedMessage } from '../message/stored-message.js';

/** What a server said of an atomic batch. */
export type Published =
  | { readonly outcome: 'written' }
  /** Another process wrote first, or a message is not the first of its subject. Nothing was written, nor ever will be. */
  | { readonly outcome: 'overtaken' }
  /** The server took nothing, for another reason. */
  | { readonly outcome: 'refused'; readonly message: string };

interface Ack {
  readonly stream?: string;
  readonly seq?: number;
  readonly count?: number;
  readonly error?: { readonly err_code: number; readonly description: string };
}

const WRONG_LAST_SEQUENCE = 10_071;

/** The header that names the commit of a message that is no atomic batch, since it is alone. */
export const COMMIT = 'Largesse-Commit';

/**
 * Publishes messages as one atomic batch (one alone needs none) that is written only if the last sequence of the stream is
 * `expected` at that moment, and each that is to be the first of its subject is. Rejects if no answer comes or none that can be understood: then the batch may
 * be written, now or later, but only while the last sequence is still `expected`.
 */
export const publish = async (
  nc: NatsConnection,
  stream: string,
  messages: readonly PlannedMessage[],
  expected: Position,
  timeout: number,
): Promise<Published> => {
  const size = messages.length;
  const seq = expected + size;
  for (const [n, { subject, text, commit, ends, first }] of messages.entries()) {
    const head = headers();
    if (size === 1) head.set(COMMIT, commit);
    else {
      head.set('Nats-Batch-Id', commit);
      head.set('Nats-Batch-Sequence', String(n + 1));
    }
    if (n === 0) head.set('Nats-Expected-Last-Sequence', String(expected));
    if (first === true) head.set('Nats-Expected-Last-Subject-Sequence', '0');
    if (!ends) nc.publish(subject, text, { headers: head });
    else {
      if (size > 1) head.set('Nats-Batch-Commit', '1');
      const reply = await nc.request(subject, text, { headers: head, timeout });
      return understood(reply.json<Ack>(), { stream, seq, count: size });
    }
  }
  throw new Error('There is nothing to publish');
};

const understood = (ack: Ack, expected: Required<Omit<Ack, 'error'>>): Published => {
  const { error, stream, seq, count = 1 } = ack;
  if (error === undefined) {
    if (stream === expected.stream && seq === expected.seq && count === expected.count) {
      return { outcome: 'written' };
    }
    throw new Error(`The server acknowledged something else: ${JSON.stringify(ack)}`);
  }
  const { err_code: code, description } = error;
  if (code === WRONG_LAST_SEQUENCE) return { outcome: 'overtaken' };
  return { outcome: 'refused', message: `${description} (${String(code)})` };
};
