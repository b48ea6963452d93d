import { messageOf } from '@largesse/core';
import { withoutSecrets } from '@largesse/store-kit';
import { connect, TimeoutError, type NatsConnection } from '@nats-io/transport-node';
import type { JetStreamStoreOptions } from '../store-options.js';
import { serverAddress } from './server-address.js';

/** A connection that comes back by itself. Rejects with an error that names the servers, never the password. */
export const connected = async (
  options: Pick<JetStreamStoreOptions, 'servers' | 'timeout' | 'connection'>,
): Promise<NatsConnection> => {
  const { connection = {}, timeout = 10_000 } = options;
  const { servers, ...login } = serverAddress(options.servers);
  try {
    return await connect({
      ...{ name: 'largesse', timeout, pingInterval: 2_000, maxPingOut: 2, noEcho: true },
      // A server that comes back is not met by everybody at once, and is never given up.
      ...{ maxReconnectAttempts: -1, reconnectTimeWait: 200, reconnectJitter: 300 },
      ...connection,
      servers: [...servers],
      ...login,
    });
  } catch (cause) {
    const why =
      cause instanceof TimeoutError
        ? `no answer of a NATS server within ${String(timeout)} ms`
        : messageOf(cause);
    const message = `No NATS server of ${servers.join(', ')} can be reached: ${why}`;
    throw new Error(withoutSecrets(message), { cause });
  }
};
