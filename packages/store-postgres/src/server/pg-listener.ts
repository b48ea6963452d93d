import { backoff } from '@largesse/store-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, type ConnectionOptions } from './connection.js';

/** Listens on a channel over a connection of its own, which it makes anew whenever it is lost, until stopped. */
export const pgListener = (
  options: ConnectionOptions,
  channel: string,
  wake: () => void,
): { readonly stop: () => Promise<void> } => {
  const stopped = new AbortController();
  const pauses = backoff();
  let connection: Connection | undefined;

  const isStopped = (): boolean => stopped.signal.aborted;

  const listenOnce = async (): Promise<void> => {
    const opened = await Connection.open(options);
    connection = opened;
    const lost = new Promise<void>((resolve) => {
      opened.onNews(() => {
        if (opened.isLost) resolve();
        wake();
      });
    });
    await opened.run(`LISTEN "${channel}"`);
    pauses.reset();
    // What came while nobody listened is seen now.
    wake();
    if (!isStopped()) await lost;
  };

  const listen = async (): Promise<void> => {
    while (!isStopped()) {
      await listenOnce().catch(() => undefined);
      await connection?.close();
      if (isStopped()) return;
      await sleep(pauses.next(), undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };

  const listening = listen();
  return {
    stop: async () => {
      stopped.abort();
      await connection?.close();
      await listening;
    },
  };
};
