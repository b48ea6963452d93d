import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that loses on demand what goes through it. */
export interface LossyProxy {
  readonly port: number;
  /**
   * Cuts all connections when the next request that holds a text comes by, without passing it on; or passes it on
   * and cuts them when its answer comes, which nobody gets.
   */
  readonly loseNext: (part: 'request' | 'answer', text: string) => void;
  /** Cuts all connections now. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** A proxy on a free port of this machine before a server on another. */
export const lossyProxy = async (serverPort: number): Promise<LossyProxy> => {
  const sockets = new Set<Socket>();
  let losing: { readonly part: 'request' | 'answer'; readonly text: string } | undefined;

  const cut = (): void => {
    losing = undefined;
    for (const socket of sockets) socket.destroy();
  };

  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    let asked = false;
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      if (losing !== undefined && chunk.includes(losing.text)) {
        if (losing.part === 'request') {
          cut();
          return;
        }
        asked = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (asked && losing !== undefined) cut();
      else client.write(chunk);
    });
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // It listens on a port, so this is its address.
    port: (server.address() as AddressInfo).port,
    loseNext: (part, text) => {
      losing = { part, text };
    },
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
};
