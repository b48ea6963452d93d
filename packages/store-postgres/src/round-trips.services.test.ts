import { tcpRelay, testServers } from '@largesse/services';
import { gift, outcomeOf } from '../test/gift.js';
import { dropSchemas, freshSchema } from '../test/server-schema.js';
import { openPostgresStore } from './index.js';

const { postgresUrl } = testServers();
const schema = freshSchema();
afterAll(() => dropSchemas([schema]));

/** A server says so when it has done what it was asked for and waits: outside of a transaction, or within one. */
const READY = /Z\0\0\0\x05[ITE]/g;

test('a guarded append is one round trip, and a hundred at once share a few', async () => {
  const { hostname: host, port } = new URL(postgresUrl);
  let answers: string[] = [];
  const relay = await tcpRelay({ host, port: Number(port === '' ? 5432 : port) }, (link) => {
    link.client.on('data', (data) => link.server.write(data));
    link.server.on('data', (data) => {
      answers.push(...(data.toString('latin1').match(READY) ?? []));
      link.client.write(data);
    });
  });
  const url = new URL(postgresUrl);
  [url.hostname, url.port] = ['127.0.0.1', String(relay.port)];
  const store = await openPostgresStore({ connectionString: url.href, schema });
  const answered = async (append: () => Promise<readonly string[]>): Promise<number> => {
    answers = [];
    const outcomes = await append();
    expect(new Set(outcomes)).toEqual(new Set(['appended']));
    // Outside of a transaction: the append is the whole of one.
    expect(new Set(answers)).toEqual(new Set(['Z\0\0\0\x05I']));
    return answers.length;
  };
  try {
    // Connects, and has the server plan the statement.
    await outcomeOf(store, gift('first', 'ann'));
    expect(await answered(async () => [await outcomeOf(store, gift('second', 'bob'))])).toBe(1);
    const names = Array.from({ length: 100 }, (_, n) => `w${String(n)}`);
    const together = () => Promise.all(names.map((name) => outcomeOf(store, gift(name, name))));
    expect(await answered(together)).toBeLessThanOrEqual(10);
  } finally {
    await store.close();
    await relay.close();
  }
});
