import { tcpRelay } from '@largesse/services';

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
export const lossyProxy = async (port: number): Promise<LossyProxy> => {
  let losing: { readonly part: 'request' | 'answer'; readonly text: string } | undefined;

  const cut = (): void => {
    losing = undefined;
    for (const link of relay.links()) link.cut();
  };
  const relay = await tcpRelay({ host: '127.0.0.1', port }, ({ client, server }) => {
    let asked = false;
    client.on('data', (chunk) => {
      if (losing !== undefined && chunk.includes(losing.text)) {
        if (losing.part === 'request') {
          cut();
          return;
        }
        asked = true;
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (asked && losing !== undefined) cut();
      else client.write(chunk);
    });
  });
  return {
    port: relay.port,
    loseNext: (part, text) => {
      losing = { part, text };
    },
    cut,
    close: relay.close,
  };
};
