import { tcpRelay } from '@largesse/services';

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
  let armed: { readonly part: 'request' | 'answer'; readonly milliseconds: number } | undefined;
  let losing: 'request' | 'answer' | undefined;

  const cut = (): void => {
    losing = undefined;
    for (const link of relay.links()) link.cut();
  };
  const relay = await tcpRelay({ host, port }, ({ client, server }) => {
    client.on('data', (data) => {
      // Only what is appended is published with headers.
      if (armed !== undefined && data.includes('HPUB ')) {
        losing = armed.part;
        setTimeout(cut, armed.milliseconds);
        armed = undefined;
      }
      if (losing !== 'request') server.write(data);
    });
    server.on('data', (data) => {
      if (losing !== 'answer') client.write(data);
    });
  });
  return {
    address: `127.0.0.1:${String(relay.port)}`,
    loseNext: (part, milliseconds) => {
      armed = { part, milliseconds };
    },
    close: relay.close,
  };
};
