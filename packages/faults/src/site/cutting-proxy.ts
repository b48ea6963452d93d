import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

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

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly left: Map<Direction, number>;
}

/** Listens on a free loopback port and passes everything on to a port, until it is told to cut. */
export const cuttingProxy = async (target: number): Promise<CuttingProxy> => {
  const links = new Set<Link>();
  let cuts = 0;

  const cutLink = (link: Link): void => {
    if (!links.delete(link)) return;
    cuts += 1;
    link.client.destroy();
    link.server.destroy();
  };
  const pass = (link: Link, direction: Direction, from: Socket, to: Socket): void => {
    from.on('data', (data) => {
      const left = link.left.get(direction);
      if (left === undefined) {
        to.write(data);
        return;
      }
      link.left.set(direction, left - data.length);
      if (data.length < left) to.write(data);
      // What was written comes out before the end.
      else {
        from.pause();
        to.write(data.subarray(0, left), () => cutLink(link));
      }
    });
  };

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const link: Link = { client, server: upstream, left: new Map() };
    links.add(link);
    pass(link, 'requests', client, upstream);
    pass(link, 'answers', upstream, client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => {
        links.delete(link);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;

  return {
    port,
    cut: () => links.forEach(cutLink),
    cutAfter: (direction, bytes) => {
      for (const { left } of links) left.set(direction, bytes);
    },
    cuts: () => cuts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        links.forEach(cutLink);
      }),
  };
};
