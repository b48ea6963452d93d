import { natsAddress } from './nats-address.js';

test('user and password are taken out of the addresses, with what is escaped in them', () => {
  expect(
    natsAddress('nats://ann:p%40ss@127.0.0.1:4222, tls://ann:p%40ss@nats.example:4223'),
  ).toEqual({
    servers: ['nats://127.0.0.1:4222', 'tls://nats.example:4223'],
    user: 'ann',
    pass: 'p@ss',
  });
});

test('an address without them has none', () => {
  expect(natsAddress('nats://127.0.0.1:4222')).toEqual({ servers: ['nats://127.0.0.1:4222'] });
});
