import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tcpRelay, type RelayLink } from './tcp-relay.js';

/** A server that says back what it hears, on a port of its own. */
const echo = async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { target: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, close };
};

const passAll = ({ client, server }: RelayLink): void => {
  client.on('data', (data) => server.write(data));
  server.on('data', (data) => client.write(data));
};

test('what is passed on arrives, and a cut link ends on both sides', async () => {
  const { target, close } = await echo();
  const relay = await tcpRelay(target, passAll);
  const socket = connect(relay.port, '127.0.0.1');
  socket.write('rose');
  expect(String((await once(socket, 'data'))[0])).toBe('rose');
  const [link] = relay.links();
  expect(link).toBeDefined();
  link?.cut();
  await once(socket, 'close');
  expect([relay.links(), link?.server.destroyed]).toEqual([[], true]);
  await relay.close();
  await close();
});

test('a relay to where nobody listens ends its clients, and takes none when it is closed', async () => {
  const { target, close } = await echo();
  await close();
  const relay = await tcpRelay(target, passAll);
  const first = connect(relay.port, '127.0.0.1');
  await once(first, 'close');
  expect(relay.links()).toEqual([]);
  await relay.close();
  const late = connect(relay.port, '127.0.0.1');
  expect(await once(late, 'error')).toEqual([expect.objectContaining({ code: 'ECONNREFUSED' })]);
});
