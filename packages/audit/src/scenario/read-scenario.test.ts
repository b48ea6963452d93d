import * as fc from 'fast-check';
import { sample } from '@largesse/testing';
import { chunks } from '../../test/log-support.js';
import { ScenarioMalformed, readScenario, type ScenarioLine } from './read-scenario.js';
import { parseStrictJson } from './strict-json.js';

const commands = Object.values(sample);
const lines = commands.map((command) => JSON.stringify(command));
const file = `${lines.join('\n')}\n`;

/** Every command up to the first bad line, and what is said of it. */
const readAll = async (content: string | Uint8Array, size?: number) => {
  const read: ScenarioLine[] = [];
  try {
    for await (const batch of readScenario(chunks(content, size))) read.push(...batch);
  } catch (thrown) {
    if (!(thrown instanceof ScenarioMalformed)) throw thrown;
    return { read, malformed: thrown };
  }
  return { read, malformed: undefined };
};

test('a command a line, whatever pieces the file comes in', async () => {
  for (const size of [1, 7, 1 << 16]) {
    const { read, malformed } = await readAll(file, size);
    expect(malformed).toBeUndefined();
    expect(read).toEqual(commands.map((command, i) => ({ line: i + 1, command })));
  }
});

test('a bad line is named by number and field, after every command before it', async () => {
  for (const size of [1, 50, 1 << 16]) {
    const bad = JSON.stringify({ ...sample.SendGift, quantity: 0 });
    const { read, malformed } = await readAll([...lines, bad, ...lines].join('\n'), size);
    expect(read).toHaveLength(lines.length);
    expect(malformed).toMatchObject({ line: lines.length + 1, field: 'quantity' });
    expect(malformed?.message).toBe(
      `line ${String(lines.length + 1)}: quantity: expected an integer from 1 to 1000000, got 0`,
    );
  }
});

test('characters of several bytes are read across the pieces of a file', async () => {
  const command = { ...sample.FailPayout, reason: 'Grüße 🌹' };
  const { read } = await readAll(JSON.stringify(command), 1);
  expect(read).toEqual([{ line: 1, command }]);
});

test('a line is refused at its limit, without waiting for its end', async () => {
  let taken = 0;
  const endless = async function* () {
    for (;;) {
      taken += 1;
      yield Buffer.alloc(1 << 20, 'x');
    }
  };
  const read = async () => {
    for await (const batch of readScenario(endless())) expect(batch).toEqual([]);
  };
  await expect(read()).rejects.toMatchObject({ line: 1, field: '' });
  expect(taken).toBe(17);
});

describe('strict JSON', () => {
  const read = (text: string) => parseStrictJson(text);
  const value = (text: string): unknown => {
    const result = read(text);
    return result._tag === 'Right' ? result.right : result.left;
  };

  test('is JSON: every value that is written comes back', () => {
    fc.assert(
      // 2^53 and above may have been rounded by who wrote them; a codec refuses them.
      fc.property(fc.json(), (text) => {
        expect(value(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['1.0', 1],
    ['1e2', 100],
    ['1E+2', 100],
    ['-0', -0],
    ['-0.0', -0],
    ['0e99', 0],
    ['1200e-2', 12],
    ['0.5e1', 5],
    ['9007199254740991', 9007199254740991],
    ['9007199254740991.000', 9007199254740991],
    ['900719925474099.1e1', 9007199254740991],
    ['1.5', 1.5],
    ['1e400', Infinity],
  ])('%s is the number %d', (text, number) => {
    expect(value(text)).toBe(number);
  });

  test.each([
    '9007199254740990.5',
    '9007199254740991.4999',
    '1.00000000000000000001',
    '0.99999999999999999999',
    '1e-400',
    '-1e-400',
    '4503599627370497.49999999999',
    `1.${'0'.repeat(200)}1`,
    `0.${'0'.repeat(400)}1`,
  ])('%s only rounds to an integer, and is refused', (text) => {
    expect(value(`{"a":[${text}]}`)).toMatchObject({ field: 'a[0]' });
  });

  test('an integer is refused exactly where JSON.parse changes it', () => {
    const digits = fc.tuple(
      fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
      fc.integer({ min: 0, max: 20 }),
    );
    fc.assert(
      fc.property(digits, ([whole, places]) => {
        const sign = whole < 0n ? '-' : '';
        const text = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
        const at = text.length - places;
        const written = `${sign}${text.slice(0, at)}${places === 0 ? '' : `.${text.slice(at)}`}`;
        const parsed = Number(written);
        const exact =
          whole === BigInt(Number.isSafeInteger(parsed) ? parsed : 0) * 10n ** BigInt(places);
        expect(read(written)._tag).toBe(Number.isSafeInteger(parsed) && !exact ? 'Left' : 'Right');
      }),
    );
  });

  test.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":{"b":1,"c":2,"b":3}}', 'a.b'],
    ['[{"x":[{"a":1},{"a":1,"a":2}]}]', '[0].x[1].a'],
    ['{"__proto__":1,"__proto__":1}', '__proto__'],
    ['{"constructor":1,"\\u0063onstructor":1}', 'constructor'],
    ['{"":1,"":1}', '""'],
    ['{"a b":1,"a b":1}', '"a b"'],
    ['{"a":{"b":{"c":{"d":{"e":{"f":{"g":1,"g":1}}}}}}}', '….b.c.d.e.f.g'],
  ])('%s has a field twice', (text, field) => {
    expect(value(text)).toEqual({ field, message: `${field}: is there twice; keep one` });
  });

  test('the same name in two objects is no repeat', () => {
    expect(value('{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}')).toEqual({
      a: { a: { a: 1 } },
      b: [{ a: 1 }, { a: 1 }],
    });
  });
});
