import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One connection of a client through a relay, and the relay's own to the server. */
export interface RelayLink {
  readonly client: Socket;
  readonly server: Socket;
  /** Ends both at once. */
  readonly cut: () => void;
}

/** A way to a server on which what is sent can be held, lost or cut. */
export interface TcpRelay {
  /** Of the loopback interface. */
  readonly port: number;
  /** The connections that are open. */
  readonly links: () => readonly RelayLink[];
  /** Cuts all connections and takes no more. */
  readonly close: () => Promise<void>;
}

/**
 * Listens on a free loopback port and connects each client to a server. Passes nothing on by itself: `onLink` says
 * what becomes of what comes from either side.
 */
export const tcpRelay = async (
  target: { readonly host: string; readonly port: number },
  onLink: (link: RelayLink) => void,
): Promise<TcpRelay> => {
  const links = new Set<RelayLink>();
  const listener = createServer({ noDelay: true }, (client) => {
    const server = connect({ ...target, noDelay: true });
    const cut = (): void => {
      links.delete(link);
      client.destroy();
      server.destroy();
    };
    const link = { client, server, cut };
    links.add(link);
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.on('close', cut);
    }
    onLink(link);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    // It listens on TCP.
    port: (listener.address() as AddressInfo).port,
    links: () => [...links],
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      for (const { cut } of [...links]) cut();
      await closed;
    },
  };
};
