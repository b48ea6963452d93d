import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { connected } from './connection.js';

/** Takes every connection, and answers as it is told to. */
const server = async (greet: (socket: Socket) => void) => {
  const listening = createServer(greet).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo; // of a server that listens on a port
  return { listening, url: `nats://127.0.0.1:${String(port)}` };
};

test.each<readonly [string, (socket: Socket) => void, string]>([
  ['says nothing', () => undefined, 'no answer of a NATS server within 300 ms'],
  ['says half a word', (socket) => socket.write('IN'), 'no answer of a NATS server within 300 ms'],
  ['speaks of something else', (socket) => socket.write('220 mail\r\n'), 'unexpected response'],
])('a server that %s is given up in time', async (_, greet, why) => {
  const calls: Socket[] = [];
  const { listening, url } = await server((socket) => {
    calls.push(socket);
    greet(socket);
  });
  const opening = connected({ servers: url, timeout: 300 });
  await expect(opening).rejects.toThrow(`No NATS server of ${url} can be reached: ${why}`);
  // The client forgets its socket where it is not greeted; it ends with that of the server.
  for (const socket of calls) socket.destroy();
  listening.close();
});
