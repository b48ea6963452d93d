import { sample, samplePolicy } from '@largesse/testing';
import { changed, complaintIn, purchase, withAmount } from '../../test/complaint.js';
import { folder } from '../../test/folder.js';

const complaint = complaintIn(folder());
const text = JSON.stringify(purchase);
const without = (field: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(purchase).filter(([name]) => name !== field)));
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
  ['NaN', withAmount('NaN'), 'not JSON: column'],
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
  ['an amount as a text', withAmount('"74"'), `${INTEGER}"74"`],
  ['a negative amount', withAmount('-1'), `${INTEGER}-1`],
  ['a fraction', withAmount('1.5'), `${INTEGER}1.5`],
  ['2^53', withAmount('9007199254740992'), `${INTEGER}9007199254740992`],
  ['more than any number', withAmount('1e400'), `${INTEGER}Infinity`],
  [
    'a fraction that rounds away',
    withAmount('9007199254740990.5'),
    'payment.amount: 9007199254740990.5 is not exactly an integer',
  ],
  [
    'a fraction that is too small',
    withAmount('74.00000000000000000001'),
    'payment.amount: 74.00000000000000000001 is not exactly',
  ],
  ['a number that is almost none', withAmount('1e-400'), 'payment.amount: 1e-400 is not exactly'],
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
    JSON.stringify({
      ...sample.PublishPolicy,
      policy: { ...samplePolicy, gifts: [...samplePolicy.gifts, ...samplePolicy.gifts] },
    }),
    `policy.gifts[${String(samplePolicy.gifts.length)}].id: repeats`,
  ],
])('%s stops the run at its line', async (_, bad, message) => {
  const said = await complaint(bad);
  expect(said.slice(0, message.length)).toBe(message);
});
