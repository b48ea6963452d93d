import { command, sample } from '@largesse/testing';
import { either as E } from 'fp-ts';
import * as fc from 'fast-check';
import { commandCodecs, decodeCommand, type Command } from './command.js';
import { canonicalJson } from './canonical.js';

type Path = readonly (string | number)[];

const most = Number.MAX_SAFE_INTEGER;
const commands: readonly Command[] = Object.values(sample);

/** The way to every field of a value, lists and records among them. */
const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => {
        const here = [...path, Array.isArray(value) ? Number(name) : name];
        return [here, ...pathsOf(inner, here)];
      });

const nameOf = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`))
    .join('')
    .slice(1);

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => Reflect.get(inner as object, step), value);

/** A copy of a command with its field at a path changed. */
const changed = (from: Command, path: Path, change: (owner: object, name: string) => void) => {
  const copy = structuredClone(from);
  change(at(copy, path.slice(0, -1)) as object, String(path.at(-1)));
  return copy;
};

const set = (from: Command, path: Path, value: unknown): Command =>
  changed(from, path, (owner, name) => Reflect.set(owner, name, value));

const complaintOf = (input: unknown) => {
  const decoded = decodeCommand(input);
  return E.isLeft(decoded) ? decoded.left : { field: '', message: 'was let through' };
};

const fields = commands.flatMap((from) =>
  pathsOf(from).map((path) => ({ name: `${from.type}: ${nameOf(path)}`, from, path })),
);

describe.each(fields)('$name', ({ from, path }) => {
  const field = nameOf(path);
  const value = at(from, path);

  test('must be there', () => {
    const without = changed(from, path, (owner, name) => Reflect.deleteProperty(owner, name));
    if (typeof path.at(-1) === 'number') return;
    expect(complaintOf(without).message).toBe(`${field}: is missing`);
  });

  test('must be of its form', () => {
    const others = [
      null,
      undefined,
      true,
      1n,
      Symbol('s'),
      NaN,
      -1,
      1.5,
      2 ** 53,
      1e400,
      '',
      {},
      [],
    ];
    const strange = typeof value === 'number' ? [String(value)] : ['x'.repeat(500), 7];
    for (const other of [...others, ...strange]) {
      if (Array.isArray(value) && Array.isArray(other)) continue;
      const complaint = complaintOf(set(from, path, other));
      expect(complaint.field).toMatch(new RegExp(`^${field.replace(/[[\]]/g, '\\$&')}(\\.|$)`));
      expect(complaint.message).toMatch(/: (expected |is missing)/);
    }
  });

  test('takes no field that is not known', () => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const extra = complaintOf(set(from, [...path, 'extra'], 1));
    expect(extra.message).toBe(`${field}.extra: is not a known field`);
  });
});

/** The limits of each number: what is the least and the most, beside the wrong types above. */
test.each([
  ['PublishPolicy', ['policy', 'gifts', 0, 'coins'], 1, most],
  ['PublishPolicy', ['policy', 'packages', 0, 'coins'], 1, most],
  ['PublishPolicy', ['policy', 'packages', 0, 'bonusCoins'], 0, most],
  ['PublishPolicy', ['policy', 'packages', 0, 'price'], 474, most],
  ['PublishPolicy', ['policy', 'packages', 0, 'tax'], 0, 7370],
  ['PublishPolicy', ['policy', 'packages', 0, 'storeFee'], 0, 6956],
  ['PublishPolicy', ['policy', 'commissionBps'], 0, 10_000],
  ['PublishPolicy', ['policy', 'payout', 'currencies', 0, 'fee'], 0, most],
  ['PublishPolicy', ['policy', 'payout', 'minimumDiamonds'], 0, most],
  ['BuyCoins', ['payment', 'amount'], 0, most],
  ['SendGift', ['quantity'], 1, 1_000_000],
  ['Withdraw', ['diamonds'], 1, most],
] as const)('%s: %j is from %i to %i', (type, path, least, greatest) => {
  const taken = (value: number) => E.isRight(decodeCommand(set(sample[type], path, value)));
  expect([least, greatest].map(taken)).toEqual([true, true]);
  expect([least - 1, greatest + 1, least + 0.5].map(taken)).toEqual([false, false, false]);
});

test('tax and store fee together are no more than the price, however large', () => {
  const packages = ['policy', 'packages', 0] as const;
  const priced = (fields: object) => {
    const [first] = sample.PublishPolicy.policy.packages;
    return complaintOf(set(sample.PublishPolicy, packages, { ...first, ...fields }));
  };
  const name = 'policy.packages[0].tax';
  expect(priced({ price: 10, tax: 4, storeFee: 6 }).message).toBe('was let through');
  expect(priced({ price: 10, tax: 4, storeFee: 7 }).field).toBe(name);
  expect(priced({ price: most, tax: most, storeFee: 1 }).message).toBe(
    `${name}: tax and storeFee together exceed the price`,
  );
});

test.each([
  ['gifts', 'policy.gifts[1].id', { name: 'Other', coins: 9 }],
  ['packages', 'policy.packages[1].id', { coins: 9, price: 99_999 }],
] as const)('%s: nothing twice', (list, field, other) => {
  const [first] = sample.PublishPolicy.policy[list];
  const twice = set(sample.PublishPolicy, ['policy', list], [first, { ...first, ...other }]);
  expect(complaintOf(twice).message).toBe(`${field}: repeats an earlier one of the list`);
});

test('payout currencies: none twice; packages of another channel or region are others', () => {
  const { payout, packages } = sample.PublishPolicy.policy;
  const [terms, [sold]] = [payout.currencies[0], packages];
  const twice = set(sample.PublishPolicy, ['policy', 'payout', 'currencies'], [terms, terms]);
  expect(complaintOf(twice).field).toBe('policy.payout.currencies[1].currency');
  const others = [sold, { ...sold, channel: 'ios' }, { ...sold, region: 'DE' }];
  const sells = set(sample.PublishPolicy, ['policy', 'packages'], others);
  expect(complaintOf(sells).message).toBe('was let through');
});

test('lists may be empty', () => {
  const none = { gifts: [], packages: [], payout: { currencies: [], minimumDiamonds: 0 } };
  const { policy } = sample.PublishPolicy;
  expect(complaintOf({ ...sample.PublishPolicy, policy: { ...policy, ...none } }).message).toBe(
    'was let through',
  );
});

test('what is let through is let through as it is', () => {
  fc.assert(
    fc.property(command(), (valid) => {
      expect(decodeCommand(valid)).toEqual(E.right(valid));
      const codec = commandCodecs[valid.type];
      expect(codec.decode(JSON.parse(JSON.stringify(valid)))).toEqual(E.right(valid));
      expect(codec.encode(valid as never)).toEqual(valid);
      expect(codec.canonical(valid as never)).toBe(canonicalJson(valid));
    }),
  );
});

test('what is let through stays as it is when the caller changes its object', () => {
  for (const from of commands) {
    const input = structuredClone(from);
    const decoded = decodeCommand(input);
    for (const path of [...pathsOf(input)].reverse())
      Reflect.deleteProperty(at(input, path.slice(0, -1)) as object, String(path.at(-1)));
    expect(input).toEqual({});
    expect(decoded).toEqual(E.right(from));
  }
});
