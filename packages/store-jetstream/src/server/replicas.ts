import type { Position } from '@largesse/core';
import { createInbox, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import type { RawMessage } from '../message/stored-message.js';
import { fromReplica } from './server-message.js';

/** The copies of a stream: whichever is asked may be behind or paused, but what it does have is right. */
export interface Replicas {
  /** The message at a sequence; undefined if the copy that was asked does not have it, or does not say so in time. */
  readonly message: (sequence: Position) => Promise<RawMessage | undefined>;
  /** Several messages, as one copy has them. Rejects if it does not answer in time. */
  readonly messages: (query: object) => Promise<Collected>;
}

/** Messages, and the status that ended them. */
interface Collected {
  readonly messages: readonly RawMessage[];
  readonly status?: MsgHdrs | undefined;
}

/** The copies of a stream that is asked through `DIRECT.GET`; `inboxPrefix` is where answers go to, if that was said. */
export const replicasOf = (
  nc: NatsConnection,
  stream: string,
  inboxPrefix: string | undefined,
  timeout: number,
): Replicas => {
  const subject = `$JS.API.DIRECT.GET.${stream}`;
  return {
    message: async (seq) => {
      const reply = await nc
        .request(subject, JSON.stringify({ seq }), { timeout })
        .catch(() => undefined);
      return reply !== undefined && isMessage(reply) ? fromReplica(reply) : undefined;
    },
    messages: (query) =>
      new Promise((resolve, reject) => {
        const inbox = createInbox(inboxPrefix);
        const messages: RawMessage[] = [];
        let timer: NodeJS.Timeout | undefined;
        const subscription = nc.subscribe(inbox, {
          callback: (error, msg) => {
            if (error !== null) end(() => reject(error));
            else if (isMessage(msg)) {
              messages.push(fromReplica(msg));
              expectMore();
            } else end(() => resolve({ messages, status: msg.headers }));
          },
        });
        const end = (answer: () => void): void => {
          clearTimeout(timer);
          subscription.unsubscribe();
          answer();
        };
        const expectMore = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => end(() => reject(new Error(LATE))), timeout);
        };
        expectMore();
        nc.publish(subject, JSON.stringify(query), { reply: inbox });
      }),
  };
};

/** Anything else is a status: that all was said, or that there is nothing. */
const isMessage = ({ headers }: { readonly headers?: MsgHdrs }): boolean =>
  (headers?.code ?? 0) === 0;

const LATE = 'A replica did not answer in time';
