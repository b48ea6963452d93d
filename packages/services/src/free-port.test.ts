import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from './free-port.js';

test('a port is handed out once, and no client is ever given it by the system', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(new Set(ports).size).toBe(20);
  expect(ports.filter((port) => port < 1024 || port >= 32_768)).toEqual([]);
});

test('a port on which somebody listens is passed over', async () => {
  const taken = (await freePort()) + 1;
  const server = createServer().listen(taken, '127.0.0.1');
  await once(server, 'listening');
  expect(await freePort()).not.toBe(taken);
  server.close();
});
