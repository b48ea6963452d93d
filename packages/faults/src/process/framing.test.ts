import { natsFraming, postgresFraming, type Framing } from './framing.js';

const partsOf = (framing: Framing, sent: Buffer): readonly Buffer[] => {
  const parts: Buffer[] = [];
  for (let start = 0; start < sent.length;) {
    const end = framing.endOf(sent, start);
    parts.push(sent.subarray(start, end));
    start = end;
  }
  return parts;
};

test('messages to NATS end after their line, and those that publish after their content', () => {
  const messages = [
    'PING\r\n',
    'SUB inbox.* 1\r\n',
    'PUB gifts 7\r\na\r\nPING\r\n',
    `HPUB gifts.rose inbox.1 22 24\r\nNATS/1.0\r\nA: 12345\r\n\r\nok\r\n`,
    'PUB empty 0\r\n\r\n',
    'PONG\r\n',
  ];
  const parts = partsOf(natsFraming, Buffer.from(messages.join('')));
  expect(parts.map(String)).toEqual(messages);
});

test('messages to PostgreSQL are as long as they say, but for the one that begins a connection', () => {
  const message = (letter: string, content: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(4 + content.length);
    return Buffer.concat([Buffer.from(letter), length, Buffer.from(content)]);
  };
  const messages = [message('B', '\0largesse append\0'), message('E', ''), message('S', '')];
  expect(partsOf(postgresFraming, Buffer.concat(messages))).toEqual(messages);
  const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);
  expect(partsOf(postgresFraming, startup)).toEqual([startup]);
});
