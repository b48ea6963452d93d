import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
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

test('a server that refuses the login for a while, as when passwords change, is not given up', async () => {
  let calls = 0;
  const sockets: Socket[] = [];
  const info = {
    server_id: 's',
    version: '2.15.1',
    proto: 1,
    headers: true,
    max_payload: 1_048_576,
  };
  const { listening, url } = await server((socket) => {
    calls += 1;
    sockets.push(socket);
    const refuses = calls > 1 && calls < 5;
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (!data.includes('PING')) return;
      if (refuses) socket.end("-ERR 'Authorization Violation'\r\n");
      else socket.write('PONG\r\n');
    });
    socket.write(`INFO ${JSON.stringify({ ...info, auth_required: true })}\r\n`);
  });
  const nc = await connected({
    servers: url,
    timeout: 2_000,
    connection: { reconnectTimeWait: 20, reconnectJitter: 0 },
  });
  try {
    sockets[0]?.destroy();
    const giveUp = performance.now() + 4_000;
    while (calls < 5 && performance.now() < giveUp) await sleep(20);
    expect(calls).toBeGreaterThanOrEqual(5);
    await nc.flush();
  } finally {
    await nc.close();
    for (const socket of sockets) socket.destroy();
    listening.close();
  }
});
