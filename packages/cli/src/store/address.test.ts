import { parseAddress, withoutSecretsOf, type StoreAddress } from './address.js';

const rows: readonly (readonly [string, StoreAddress])[] = [
  ['memory', { kind: 'memory', name: 'memory' }],
  ['sqlite:app.db', { kind: 'sqlite', name: 'sqlite:app.db', path: 'app.db' }],
  ['sqlite:/a b/ö?.db', { kind: 'sqlite', name: 'sqlite:/a b/ö?.db', path: '/a b/ö?.db' }],
  [
    'postgres://ann:secret@db:5433/app?sslmode=require&schema=my%20log&x=1',
    {
      kind: 'postgres',
      name: 'postgres://db:5433/app?sslmode=require&schema=my%20log&x=1',
      connectionString: 'postgres://ann:secret@db:5433/app?sslmode=require&x=1',
      schema: 'my log',
    },
  ],
  [
    'postgresql://db/app?schema=a',
    {
      kind: 'postgres',
      name: 'postgresql://db/app?schema=a',
      connectionString: 'postgresql://db/app',
      schema: 'a',
    },
  ],
  [
    'postgres:///app',
    { kind: 'postgres', name: 'postgres:///app', connectionString: 'postgres:///app' },
  ],
  [
    'nats://ann:secret@n1:4222,n2:4222/GIFTS?monitors=http://n1:8222,http://n2:8222',
    {
      kind: 'nats',
      name: 'nats://n1:4222,n2:4222/GIFTS?monitors=http://n1:8222,http://n2:8222',
      servers: 'nats://ann:secret@n1:4222,n2:4222',
      stream: 'GIFTS',
      monitors: ['http://n1:8222', 'http://n2:8222'],
    },
  ],
  [
    'nats://ann:secret@n1:4222,nats://ann:secret@n2:4222',
    {
      kind: 'nats',
      name: 'nats://n1:4222,nats://n2:4222',
      servers: 'nats://ann:secret@n1:4222,nats://ann:secret@n2:4222',
    },
  ],
];

test.each(rows)('%s is taken apart', (text, expected) => {
  expect(parseAddress(text)).toEqual(expected);
});

test.each([
  '',
  'app.db',
  'sqlite:',
  'sqlite',
  'mysql://ann:secret@db/app',
  'postgres:app',
  'nats:',
  'nats://',
  'http://x:secret@y',
  'memory:',
])('%j is none, and the forms are listed', (text) => {
  const parse = () => parseAddress(text);
  expect(parse).toThrow('expected memory, sqlite:FILE, postgres://... or nats://...');
  expect(parse).not.toThrow('secret');
});

test.each([
  'postgres://ann:secret@db/app',
  'postgres://ann:a,secret@db/app',
  'postgres://ann:a?secret@db/app',
  'nats://secret@n1',
])('the name of %s has no password in it', (text) => {
  expect(parseAddress(text).name).not.toContain('secret');
});

test.each([
  'postgres://ann:p@ss/secret@db/app',
  'postgres://ann:a/secret@db/app',
  'postgres://ann:a#secret@db/app',
  'postgres://ann:se@secret@db/app',
  'nats://ann:x/secret@n1,ann:x/secret@n2/S',
  'nats://ann:x@y/secret@n1/S',
])('%s is refused before a driver takes the password for something else', (text) => {
  const parse = () => parseAddress(text);
  expect(parse).toThrow('%2F');
  expect(parse).not.toThrow('secret');
});

const port = (written: string, host: string): string =>
  `"${written}" is no port of ${host}: expected a number from 1 to 65535`;

test.each([
  ['postgres://db:99999/app', port('99999', 'db')],
  ['postgres://db:abc/app', port('abc', 'db')],
  ['postgres://ann:secret@db:-5/app?sslmode=require', port('-5', 'db')],
  ['postgres://db:0', port('0', 'db')],
  ['postgres://db:/app', port('', 'db')],
  ['postgres://:5432/app', '":5432" is no server: expected HOST or HOST:PORT'],
  ['postgres://d b/app', '"d b" is no server: expected HOST or HOST:PORT'],
  ['postgres://[::1/app', '"[::1" is no server: expected HOST or HOST:PORT'],
  ['postgres://a:1,b:2/app', '"a:1,b:2" is no server'],
  ['nats://ann:a,secret@n1:x', port('x', 'n1')],
  ['nats://n1:4222,n2:99999/S', port('99999', 'n2')],
  ['nats://n1:4222,/S', '"" is no server: expected HOST or HOST:PORT'],
  ['nats://ann:secret@n1:42222222', port('42222222', 'n1')],
  ['nats://n1:4222/GIFTS/MORE', '"n1:4222/GIFTS" is no server: expected HOST or HOST:PORT'],
  ['tls://n1:4222:4222/S', port('4222:4222', 'n1')],
  ['nats://n1/S?monitors=n1:8222', 'expected monitors=http://HOST:8222,...'],
  ['nats://n1/S?monitor=http://n1:8222', 'the only parameter is monitors='],
])('%s: the message names what is wrong in it', (text, message) => {
  const parse = () => parseAddress(text);
  expect(parse).toThrow(message);
  expect(parse).not.toThrow('secret');
});

test.each([
  'postgres://',
  'postgres:///app',
  'postgres://ann:secret@/app?host=/var/run/postgresql',
  'postgres://%2Fvar%2Frun/app',
  'postgres://[::1]:5432/app',
  'postgres://db:65535/app?a=b/c:d',
  'nats://[::1]:4222,nats://n2:1/S',
  'nats://n1:4222/',
])('%s has servers that can be asked', (text) => {
  expect(parseAddress(text).name).not.toContain('secret');
});

test.each(['sqlite://app.db', 'sqlite:///app.db', 'sqlite: '])(
  '%j is refused: it would be a file that nobody means',
  (text) => {
    expect(() => parseAddress(text)).toThrow('is no address of a store: expected');
  },
);

test('a message has neither the password as it was typed nor as it is meant', () => {
  const address = 'postgres://ann:pass%40word@db/app';
  const message = 'cannot use pass@word (pass%40word) of postgres://ann:pass%40word@db/app';
  expect(withoutSecretsOf(address, message)).toBe('cannot use ... (...) of postgres://db/app');
});
