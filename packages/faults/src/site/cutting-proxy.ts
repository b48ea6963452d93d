import { tcpRelay, type RelayLink } from '@largesse/services';
import type { Socket } from 'node:net';

/** Where connections break: as bytes go to the server, or as they come from it. */
type Direction = 'requests' | 'answers';

/** A TCP proxy whose connections can be cut. */
export interface CuttingProxy {
  readonly port: number;
  /** Cuts all connections at once. */
  readonly cut: () => void;
  /** Cuts each connection after so many more bytes of one direction: halves of messages get through. */
  readonly cutAfter: (direction: Direction, bytes: number) => void;
  /** How many connections were cut. */
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
}

/** Listens on a free loopback port and passes everything on to a port, until it is told to cut. */
export const cuttingProxy = async (port: number): Promise<CuttingProxy> => {
  /** How many bytes of a direction a connection still passes on. */
  const left: Readonly<Record<Direction, WeakMap<RelayLink, number>>> = {
    requests: new WeakMap(),
    answers: new WeakMap(),
  };
  let cuts = 0;
  const cutLink = (link: RelayLink): void => {
    if (!relay.links().includes(link)) return;
    cuts += 1;
    link.cut();
  };
  const pass = (link: RelayLink, direction: Direction, from: Socket, to: Socket): void => {
    from.on('data', (data) => {
      const bytes = left[direction].get(link);
      if (bytes === undefined) {
        to.write(data);
        return;
      }
      left[direction].set(link, bytes - data.length);
      if (data.length < bytes) to.write(data);
      // What was written comes out before the end.
      else {
        from.pause();
        to.write(data.subarray(0, bytes), () => cutLink(link));
      }
    });
  };
  const relay = await tcpRelay({ host: '127.0.0.1', port }, (link) => {
    pass(link, 'requests', link.client, link.server);
    pass(link, 'answers', link.server, link.client);
  });
  return {
    port: relay.port,
    cut: () => relay.links().forEach(cutLink),
    cutAfter: (direction, bytes) => {
      for (const link of relay.links()) left[direction].set(link, bytes);
    },
    cuts: () => cuts,
    close: relay.close,
  };
};
