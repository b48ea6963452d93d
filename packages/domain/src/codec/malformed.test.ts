import { command, sample } from '@largesse/testing';
import { either as E } from 'fp-ts';
import * as fc from 'fast-check';
import { decodeCommand } from '../command.js';

const messageOf = (input: unknown): string => {
  const decoded = decodeCommand(input);
  return E.isLeft(decoded) ? decoded.left.message : 'was let through';
};

const gift = sample.SendGift;

test.each([
  ['a list', [gift]],
  ['nothing', null],
  ['undefined', undefined],
  ['a text', JSON.stringify(gift)],
  ['a number', 7],
  ['a function', () => gift],
])('%s is not a command', (_, input) => {
  expect(messageOf(input)).toBe('a command is a JSON object');
});

class Gift {
  get type() {
    return gift.type;
  }
}

test.each([
  ['an empty object', {}],
  ['a date', new Date(0)],
  ['a map', new Map(Object.entries(gift))],
  ['an instance whose type is not its own', new Gift()],
  ['an object that inherits every field', Object.create(gift)],
  ['a type under __proto__', JSON.parse('{"__proto__":{"type":"SendGift"}}')],
])('%s has no type', (_, input) => {
  expect(messageOf(input)).toBe('type: is missing');
});

test.each(['__proto__', 'constructor', 'toString', 'sendgift', '', 7, null, ['SendGift'], {}])(
  'type %j is unknown',
  (type) => {
    expect(messageOf({ ...gift, type })).toMatch(/^type: expected one of PublishPolicy, BuyCoins/);
  },
);

test.each([
  ['at: is missing', { at: undefined }, 'at'],
  [
    'at: expected a real time in UTC such as 2026-03-01T18:00:00.000Z, got undefined',
    { at: undefined },
  ],
  ['walletId: expected an id of 1 to 64 characters of A-Z a-z 0-9 _ . -, got 7', { walletId: 7 }],
  ['quantity: expected an integer from 1 to 1000000, got "2"', { quantity: '2' }],
  ['quantity: expected an integer from 1 to 1000000, got Infinity', { quantity: 1e400 }],
  ['context.kind: expected one of "live", "video", got "tv"', { context: { kind: 'tv', id: 'x' } }],
  ['context: expected a JSON object', { context: [] }],
  ['context: expected a JSON object', { context: 'live' }],
  ['note: is not a known field', { note: 'x' }],
  ['"": is not a known field', { '': 1 }],
  ['"a.b": is not a known field', { 'a.b': 1 }],
  ['"7": is not a known field', { 7: 1 }],
  ['"\\n": is not a known field', { '\n': 1 }],
])('%s', (message, fields, without = '') => {
  const input: Record<string, unknown> = { ...gift, ...fields };
  if (without !== '') Reflect.deleteProperty(input, without);
  expect(messageOf(input)).toBe(message);
});

test.each(['', '.context', '.context.deeper'])('__proto__ as a field%s is named', (path) => {
  const text = JSON.stringify(gift);
  const hostile = path === '' ? `{"__proto__":{"type":1},${text.slice(1)}` : '';
  const inner = text.replace('{"kind"', '{"__proto__":{},"kind"');
  expect(messageOf(JSON.parse(hostile === '' ? inner : hostile))).toBe(
    `${hostile === '' ? 'context.' : ''}__proto__: is not a known field`,
  );
  expect({}).not.toHaveProperty('type');
});

const huge = 'x'.repeat(10_000_000);

test.each([
  ['type', { type: huge }],
  ['walletId', { walletId: huge }],
  ['walletId', { walletId: '\u0000'.repeat(10_000_000) }],
  ['walletId', { walletId: Array(1_000_000).fill(7) }],
  ['walletId', { walletId: 10n ** 5000n }],
  ['walletId', { walletId: Symbol(huge) }],
  ['walletId', { walletId: Object.assign(() => 1, { toString: () => huge }) }],
  ['context.id', { context: { kind: 'live', id: huge } }],
  ['"xxxx', { [huge]: 1 }],
  ['"\\u0000', { ['\u0000'.repeat(10_000)]: 1 }],
])('a message stays short, whatever came in: %s', (field, fields) => {
  const message = messageOf({ ...gift, ...fields });
  expect(message.startsWith(field)).toBe(true);
  expect(message.length).toBeLessThanOrEqual(300);
});

test('nothing that comes in makes it throw', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  const near = fc
    .tuple(command(), fc.dictionary(fc.constantFrom('at', 'policy', 'payment', 'x'), anything))
    .map(([valid, fields]) => ({ ...valid, ...fields }));
  fc.assert(fc.property(fc.oneof(anything, near), (input) => messageOf(input).length <= 300));
});

const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => ({ inner }), 7);
const around: { itself?: unknown } = {};
around.itself = around;
const gone = Proxy.revocable({}, {});
gone.revoke();

test.each([
  ['a getter that throws', { ...gift, note: Object.defineProperty({}, 'x', thrower()) }],
  ['a proxy whose traps throw', new Proxy(gift, { ownKeys: thrower().get })],
  ['a proxy that was revoked', gone.proxy],
  ['a field that is nested too deeply', { ...gift, note: deep }],
  ['a field that holds itself', { ...gift, note: around }],
])('%s is not plain', (_, input) => {
  expect(messageOf(input)).toBe(
    'a command is plain JSON: its fields cannot be read, or are nested too deeply',
  );
});

function thrower() {
  const get = (): never => {
    throw new Error('a trap');
  };
  return { enumerable: true, get };
}

test('a getter that says something else each time is judged by what it said once', () => {
  let asked = 0;
  const shifty = Object.defineProperty({ ...gift }, 'walletId', {
    enumerable: true,
    get: () => (asked++ === 0 ? gift.walletId : 'no id!'),
  });
  expect(decodeCommand(shifty)).toEqual(E.right(gift));
});

test('what only looks like a command through methods of its own is none', () => {
  expect(messageOf(Object.assign(new Map(), gift))).toBe('type: is missing');
  expect(messageOf(Object.assign(new Set(), gift))).toBe('type: is missing');
});

test.each(['gifts', 'packages'] as const)(
  'a hole in a list is an item that is none: %s',
  (name) => {
    const { policy } = sample.PublishPolicy;
    const list: unknown[] = [...policy[name]];
    list.length += 1;
    expect(messageOf({ ...sample.PublishPolicy, policy: { ...policy, [name]: list } })).toBe(
      `policy.${name}[${String(list.length - 1)}]: expected a JSON object`,
    );
  },
);
