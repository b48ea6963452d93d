import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server on which what is sent can get lost. */
export interface LossyProxy {
  readonly address: string;
  /**
   * From the next publication on, what goes to the server (`request`) or comes from it (`answer`) gets lost for
   * so many milliseconds; then the connection is cut.
   */
  readonly loseNext: (part: 'request' | 'answer', milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

/** Stands between clients and one server, `host:port`. */
export const lossyProxy = async (host: string, port: number): Promise<LossyProxy> => {
  const sockets = new Set<Socket>();
  let armed: { readonly part: 'request' | 'answer'; readonly milliseconds: number } | undefined;
  let losing: 'request' | 'answer' | undefined;

  const cut = (): void => {
    losing = undefined;
    for (const socket of sockets) socket.destroy();
  };

  const server = createServer((client) => {
    const upstream = connect({ host, port });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      // Only what is appended is published with headers.
      if (armed !== undefined && data.includes('HPUB ')) {
        losing = armed.part;
        setTimeout(cut, armed.milliseconds);
        armed = undefined;
      }
      if (losing !== 'request') upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (losing !== 'answer') client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  const address = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${String(address.port)}`,
    loseNext: (part, milliseconds) => {
      armed = { part, milliseconds };
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
