import { once } from 'node:events';
import { connect, createServer, Socket, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { crashingWire, type WireCrash } from './crashing-wire.js';
import { natsFraming } from './framing.js';

// It watches every socket of the process: only while a test of this file runs.
const owned = ['write', 'push'].map(
  (name) => [name, Object.getOwnPropertyDescriptor(Socket.prototype, name)] as const,
);
afterEach(() => {
  for (const [name, own] of owned) {
    Reflect.deleteProperty(Socket.prototype, name);
    if (own !== undefined) Object.defineProperty(Socket.prototype, name, own);
  }
});

const first = 'PUB a 29\r\nNats-Expected-Last-Sequence:0\r\n';
const second = 'PUB b 4\r\nrose\r\n';
const third = 'PUB c 4\r\nlion\r\n';

/** What a server got of what a client wrote until it was to crash, what the client saw, and how the crash was called. */
const until = async (plan: WireCrash) => {
  const steps: string[] = [];
  const seen: string[] = [];
  let got = '';
  const wire = crashingWire(natsFraming, (step) => {
    steps.push(`${step}, seen ${String(seen.length)}`);
  });
  const server = createServer((socket) => {
    // What is sent in one piece may come in several.
    socket.on('data', (data) => (got += String(data)));
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [theirs] = (await accepted) as [Socket];
  client.on('data', (data) => seen.push(String(data)));
  wire.plan(plan);
  client.write('PING\r\n');
  client.write(first + second);
  client.write(third);
  while (steps.length === 0) {
    await sleep(20);
    if (plan.moment === 'answered') theirs.write('+OK\r\n');
  }
  await sleep(50);
  client.destroy();
  theirs.destroy();
  server.close();
  return { got, step: steps[0] };
};

test.each<readonly [number, string]>([
  [0, 'PING\r\n'],
  [1, `PING\r\n${first}`],
  [2, `PING\r\n${first}${second}`],
  [3, `PING\r\n${first}${second}${third}`],
])('after %i messages of an append, nothing after them has left', async (messages, got) => {
  expect(await until({ messages, moment: 'sent' })).toEqual({
    ...{ got, step: `sent ${String(messages)}, seen 0` },
  });
});

test('an answer ends the process before anybody has seen it, and only once the messages have left', async () => {
  const { got, step } = await until({ messages: 3, moment: 'answered' });
  expect(got).toBe(`PING\r\n${first}${second}${third}`);
  expect(step).toBe('answered 3, seen 0');
});
