import { serverAddress } from './server-address.js';

test('user and password are taken out of the addresses, which keep their order', () => {
  expect(serverAddress('nats://a:p%40ss@n1:4222, n2:4223,tls://n3:4224')).toEqual({
    servers: ['nats://n1:4222', 'nats://n2:4223', 'tls://n3:4224'],
    ...{ user: 'a', pass: 'p@ss' },
  });
  expect(serverAddress(['nats://n1:4222'])).toEqual({ servers: ['nats://n1:4222'] });
});

test.each(['nats://app:secret@:x', 'nats://app:secret%zz@n1'])(
  'what is no address is refused without being shown',
  (text) => {
    expect(() => serverAddress(text)).toThrow(TypeError);
    expect(() => serverAddress(text)).toThrow('nats://user:password@host:port');
    expect(() => serverAddress(text)).not.toThrow(/secret/);
  },
);
