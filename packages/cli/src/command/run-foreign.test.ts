import { sample, samplePolicy } from '@largesse/testing';
import { gzipSync } from 'node:zlib';
import { changed, complaintIn, purchase, withAmount } from '../../test/complaint.js';
import { folder } from '../../test/folder.js';
import { ended, largesse, start } from '../../test/largesse.js';

/** Ten megabytes take their time where other tests run beside them. */
jest.setTimeout(60_000);

const files = folder();
const { at, put } = files;
const complaint = complaintIn(files);
const text = JSON.stringify(purchase);

describe('bytes that are no text', () => {
  test.each<readonly [string, string | Uint8Array, string]>([
    ['not UTF-8', Buffer.from('7b2261223a22fffe227d', 'hex'), 'not UTF-8'],
    ['every byte', Uint8Array.from({ length: 246 }, (_, i) => (i < 10 ? i : i + 10)), 'not UTF-8'],
    ['zeros', Buffer.alloc(100), 'not JSON: column 1'],
    ['a byte order mark', `\uFEFF${text}`, 'starts with a byte order mark'],
  ])('%s', async (_, bad, message) => {
    const said = await complaint(bad);
    expect(said.slice(0, message.length)).toBe(message);
  });

  test.each<readonly [string, string | Uint8Array, string]>([
    ['gzip', gzipSync(text), 'not a scenario: it is compressed with gzip; decompress it first'],
    [
      'SQLite',
      Buffer.from('SQLite format 3\0'),
      'not a scenario: it is a SQLite file; a store in one is named',
    ],
    ['UTF-16', Buffer.from(`\uFEFF${text}\n`, 'utf16le'), 'not a scenario: it is UTF-16'],
    ['a byte order mark', `\uFEFF${text}\n`, 'starts with a byte order mark'],
    [
      'a log',
      '{"format":"largesse-log","version":1,"hash":"0"}\n',
      'not a scenario: it is an event log',
    ],
    ['balances', 'account,asset,amount\n', 'not a scenario: it is a file of balances'],
    ['rejections', 'commandId,code\r\n', 'not a scenario: it is a list of rejections'],
    ['a JSON list of commands', `[${text}]`, 'not a scenario: it begins with a list'],
    [
      'indented JSON',
      JSON.stringify(purchase, null, 2),
      'not a scenario: its JSON is spread over lines',
    ],
  ])('%s as the whole file: the message says what it is', async (_, content, message) => {
    const { status, err } = await largesse('run', put('whole', content), '--log', at('log'));
    expect(status).toBe(2);
    expect(err).toContain(`: line 1: ${message}`);
    expect((await largesse('verify', at('log'))).status).toBe(0);
  });
});

describe('long lines', () => {
  const TEN_MB = 10_000_000;

  test('a policy of 10 MB is taken, and its log read', async () => {
    const gifts = Array.from({ length: 180_000 }, (_, i) => ({
      id: `gift-${String(i)}`,
      name: 'A gift among many',
      coins: i + 1,
    }));
    const policy = JSON.stringify({ ...sample.PublishPolicy, policy: { ...samplePolicy, gifts } });
    expect(policy.length).toBeGreaterThan(TEN_MB);
    const path = put('huge', policy);
    // In a process of its own: Jest makes millions of small steps slow.
    const ran = await ended(start(['run', path, '--log', at('log')]));
    expect(ran).toMatchObject({ status: 0, err: '' });
    const read = await ended(start(['balances', at('log'), '--format', 'csv']));
    expect(read).toEqual({ status: 0, out: 'account,asset,amount\n', err: '' });
  });

  test.each([
    ['an id', changed({ walletId: 'x'.repeat(TEN_MB) }), 'walletId: expected an id'],
    [
      'an inner text',
      withAmount('1').replace('"provider":"', `"provider":"${'é'.repeat(TEN_MB / 2)}`),
      'payment.provider: expected a text',
    ],
    ['a type', changed({ type: 'x'.repeat(TEN_MB) }), 'type: expected one of PublishPolicy,'],
    ['a number', withAmount('9'.repeat(TEN_MB)), 'payment.amount: expected an integer'],
    ['a name of a field', changed({ ['k'.repeat(TEN_MB)]: 1 }), '"kkkkkkkkkk'],
    [
      'a name of a field, twice',
      `{"${'k'.repeat(TEN_MB / 2)}":1,"${'k'.repeat(TEN_MB / 2)}":1}`,
      '"kkkkkkkkkk',
    ],
    ['something else', 'x'.repeat(TEN_MB), 'not JSON: column 1'],
  ])('10 MB of %s are refused in a few words', async (_, bad, message) => {
    expect((await complaint(bad)).slice(0, message.length)).toBe(message);
  });

  test('10 MB without a line feed are a line like another', async () => {
    expect(await complaint('x'.repeat(TEN_MB), '')).toContain('not JSON: column 1');
  });

  test('a line that no log could hold is refused before it is read to its end', async () => {
    expect(await complaint('x'.repeat(17 * 1024 * 1024))).toBe(
      'the line is longer than 16777216 bytes; no command is',
    );
  });
});
