import type { Policy } from '@largesse/domain';
import { sample, samplePolicy } from '@largesse/testing';
import { gzipSync } from 'node:zlib';
import { folder, linesOf, scenario } from '../../test/folder.js';
import { ended, largesse, start } from '../../test/largesse.js';

const { at, put, read } = folder();

/** Good lines, of which one is refused by a rule: what came before a bad line is kept. */
const before = linesOf(scenario('rules.jsonl')).slice(0, 30);
const after = { ...sample.VerifyIdentity, commandId: 'after' };

type Content = string | Uint8Array;

/** Runs a scenario with a bad line among good ones; gives the message, from the line on. */
const complaint = async (bad: Content, end = '\n'): Promise<string> => {
  const file = Buffer.concat([
    Buffer.from(`${before.join('\n')}\n`),
    Buffer.from(bad),
    Buffer.from(end === '' ? '' : `${end}${JSON.stringify(after)}\n`),
  ]);
  const path = put('bad.jsonl', file);
  const { status, err, out } = await largesse(
    ...['run', path, '--log', at('log'), '--rejections', at('no'), '--json'],
  );
  expect(status).toBe(2);
  expect(err.length).toBeLessThan(400);
  expect(err).toMatch(/^largesse: [^\n]*\n$/);
  // Neither a control character nor an escape sequence reaches the terminal.
  expect(err.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f]/);
  expect(JSON.parse(out)).toMatchObject({ commands: before.length });
  expect((await largesse('verify', at('log'))).status).toBe(0);
  expect(read('no').split('\n').length).toBeGreaterThan(5);
  const start = `largesse: ${path}: line ${String(before.length + 1)}: `;
  expect(err.slice(0, start.length)).toBe(start);
  return err.slice(start.length).trimEnd();
};

const buy = { ...sample.BuyCoins, commandId: 'bad' };
const text = JSON.stringify(buy);
/** The purchase with another text in place of its amount. */
const amount = (written: string): string => text.replace(/"amount":\d+/, `"amount":${written}`);
const changed = (change: object): string => JSON.stringify({ ...buy, ...change });
const without = (field: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(buy).filter(([name]) => name !== field)));
const publish = (change: Partial<Policy>) => ({
  ...sample.PublishPolicy,
  policy: { ...samplePolicy, ...change },
});
const INTEGER = 'payment.amount: expected an integer from 0 to 9007199254740991, got ';
const TYPES = 'type: expected one of PublishPolicy, BuyCoins,';

test.each<readonly [string, string, string]>([
  ['no JSON', 'hello', 'not JSON: column 1 has "hello"'],
  ['a list', '[]', 'a command is a JSON object'],
  ['null', 'null', 'a command is a JSON object'],
  ['a number', '12', 'a command is a JSON object'],
  ['a text', '"x"', 'a command is a JSON object'],
  ['an empty line', '', 'the line is empty; remove it'],
  ['an empty line with CR LF', '\r', 'the line is empty; remove it'],
  ['a comment', '// later', 'not JSON: column 1'],
  ['single quotes', text.replaceAll('"', "'"), 'not JSON: column 2'],
  ['a comma too many', text.replace(/\}$/, ',}'), 'not JSON: column'],
  ['a bracket too many', `${text}}`, 'not JSON: column'],
  ['two commands in a line', `${text} ${text}`, 'not JSON: column'],
  ['NaN', amount('NaN'), 'not JSON: column'],
  ['an unknown type', changed({ type: 'Nope' }), TYPES],
  ['a type in other letters', changed({ type: 'buycoins' }), TYPES],
  ['a type of every object', changed({ type: 'toString' }), TYPES],
  ['the type __proto__', changed({ type: '__proto__' }), TYPES],
  ['a type that is a number', changed({ type: 5 }), TYPES],
  ['no type', without('type'), 'type: is missing'],
  ['no command id', without('commandId'), 'commandId: is missing'],
  ['no wallet', without('walletId'), 'walletId: is missing'],
  ['no inner field', text.replace(/"provider":"[^"]*",/, ''), 'payment.provider: is missing'],
  ['an unknown field', changed({ coins: 5 }), 'coins: is not a known field'],
  [
    'an unknown inner field',
    text.replace('"amount"', '"cents":1,"amount"'),
    'payment.cents: is not',
  ],
  ['a field __proto__', text.replace('{', '{"__proto__":{},'), '__proto__: is not a known field'],
  ['a text for an object', changed({ payment: 'paid' }), 'payment: expected a JSON object'],
  ['a list for an object', changed({ payment: [1] }), 'payment: expected a JSON object'],
  ['null for an object', changed({ payment: null }), 'payment: expected a JSON object'],
  ['a number for an id', changed({ walletId: 7 }), 'walletId: expected an id'],
  ['a space in an id', changed({ walletId: 'an n' }), 'walletId: expected an id'],
  ['a comma in a command id', changed({ commandId: 'a,b' }), 'commandId: expected a command id'],
  ['half a character', changed({ commandId: 'a\ud800' }), 'commandId: expected a command id'],
  ['a day that is not', changed({ at: '2026-02-30T00:00:00.000Z' }), 'at: expected a real time'],
  ['a time without fraction', changed({ at: '2026-02-03T00:00:00Z' }), 'at: expected a real time'],
  ['an amount as a text', amount('"74"'), `${INTEGER}"74"`],
  ['a negative amount', amount('-1'), `${INTEGER}-1`],
  ['a fraction', amount('1.5'), `${INTEGER}1.5`],
  ['2^53', amount('9007199254740992'), `${INTEGER}9007199254740992`],
  ['more than any number', amount('1e400'), `${INTEGER}Infinity`],
  [
    'a fraction that rounds away',
    amount('9007199254740990.5'),
    'payment.amount: 9007199254740990.5 is not exactly an integer',
  ],
  [
    'a fraction that is too small',
    amount('74.00000000000000000001'),
    'payment.amount: 74.00000000000000000001 is not exactly',
  ],
  ['a number that is almost none', amount('1e-400'), 'payment.amount: 1e-400 is not exactly'],
  ['a field twice', text.replace('{', '{"walletId":"bob",'), 'walletId: is there twice; keep one'],
  ['a field twice, the same', text.replace('{', '{"walletId":"ann",'), 'walletId: is there twice'],
  [
    'a field twice, once in escapes',
    text.replace('{', '{"wallet\\u0049d":"ann",'),
    'walletId: is there twice',
  ],
  [
    'an inner field twice',
    text.replace('"amount"', '"amount":1,"amount"'),
    'payment.amount: is there twice',
  ],
  [
    'an unknown field twice',
    text.replace('{', '{"\\u001b[31m":1,"\\u001b[31m":1,'),
    '"\\u001b[31m": is there twice',
  ],
  [
    'a field twice far below',
    `${'{"a":'.repeat(500)}{"b":1,"b":1}${'}'.repeat(500)}`,
    '….a.a.a.a.a.b: is there twice',
  ],
  ['brackets without end', '['.repeat(100_000), 'not JSON: column 100001 has the end of the line'],
  ['deep lists', '['.repeat(100_000) + ']'.repeat(100_000), 'nested too deeply'],
  ['deep objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), 'nested too deeply'],
  [
    'a gift twice in a policy',
    JSON.stringify(publish({ gifts: [...samplePolicy.gifts, ...samplePolicy.gifts] })),
    `policy.gifts[${String(samplePolicy.gifts.length)}].id: repeats`,
  ],
])('%s stops the run at its line', async (_, bad, message) => {
  const said = await complaint(bad);
  expect(said.slice(0, message.length)).toBe(message);
});

describe('bytes that are no text', () => {
  test.each<readonly [string, Content, string]>([
    ['not UTF-8', Buffer.from('7b2261223a22fffe227d', 'hex'), 'not UTF-8'],
    ['every byte', Uint8Array.from({ length: 246 }, (_, i) => (i < 10 ? i : i + 10)), 'not UTF-8'],
    ['zeros', Buffer.alloc(100), 'not JSON: column 1'],
    ['a byte order mark', `\uFEFF${text}`, 'starts with a byte order mark'],
  ])('%s', async (_, bad, message) => {
    const said = await complaint(bad);
    expect(said.slice(0, message.length)).toBe(message);
  });

  test.each<readonly [string, Content, string]>([
    ['gzip', gzipSync(text), 'not a scenario: it is compressed with gzip; decompress it first'],
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
      JSON.stringify(buy, null, 2),
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
    const policy = JSON.stringify(publish({ gifts }));
    expect(policy.length).toBeGreaterThan(TEN_MB);
    const path = put('huge', policy);
    // In a process of its own: Jest makes millions of small steps slow.
    const ran = await ended(start(['run', path, '--log', at('log')]));
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect((await ended(start(['verify', at('log')]))).status).toBe(0);
  });

  test.each([
    ['an id', changed({ walletId: 'x'.repeat(TEN_MB) }), 'walletId: expected an id'],
    [
      'an inner text',
      amount('1').replace('"provider":"', `"provider":"${'é'.repeat(TEN_MB / 2)}`),
      'payment.provider: expected a text',
    ],
    ['a type', changed({ type: 'x'.repeat(TEN_MB) }), TYPES],
    ['a number', amount('9'.repeat(TEN_MB)), INTEGER],
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
