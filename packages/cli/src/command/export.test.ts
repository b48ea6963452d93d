import * as fc from 'fast-check';
import { readFileSync, statSync, utimesSync } from 'node:fs';
import { scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';
import { TextFile } from '../output/text-file.js';
import { json, refused, stoppedAt, well, withLog } from '../../test/stores.js';

const { at, put, read, log, sqlite, evening } = withLog();
const rules = scenario('rules.jsonl');
const whole = (): Buffer => readFileSync(log);
const store = sqlite();

beforeAll(async () => {
  await well('run', rules, '--store', store);
});

test('writes the log that a run writes, into a file and to standard output', async () => {
  expect(await json('export', at('new.log'), '--store', store)).toMatchObject({
    ...{ events: 37, added: 37, position: 37 },
  });
  expect(read('new.log')).toBe(whole().toString());
  expect(await well('export', '-', '--store', store)).toBe(whole().toString());
});

test('of an empty store it is an empty log', async () => {
  await well('export', at('empty.log'), '--store', 'memory');
  expect(await json('verify', at('empty.log'))).toMatchObject({ held: true, events: 0 });
});

test('a file with nothing new is not touched', async () => {
  const path = put('old.log', whole());
  utimesSync(path, 1, 1);
  expect(await json('export', path, '--store', store)).toMatchObject({ events: 37, added: 0 });
  expect(statSync(path).mtimeMs).toBe(1000);
});

test('a file that was cut anywhere is written on, and comes to the same bytes', async () => {
  const first = whole().indexOf('\n') + 1;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: first, max: whole().length - 1 }), async (end) => {
      const path = put('cut.log', whole().subarray(0, end));
      const { added } = await json('export', path, '--store', store);
      expect(read('cut.log')).toBe(whole().toString());
      const kept = whole().subarray(0, end).toString().split('\n').length - 2;
      expect(added).toBe(Math.max(0, 37 - kept));
    }),
    { numRuns: 40 },
  );
});

describe('a file that cannot be the beginning of this log stays as it is', () => {
  const lines = (): string[] => whole().toString().trimEnd().split('\n');
  const joined = (those: readonly string[]): string => `${those.join('\n')}\n`;
  const stays = async (content: string | Uint8Array, words: string, from = store) => {
    const path = put('other.log', content);
    await refused(words, 'export', path, '--store', from);
    expect(readFileSync(path).equals(Buffer.from(content))).toBe(true);
  };

  test('a scenario, balances, notes', async () => {
    await stays(readFileSync(rules), 'is no Largesse log');
    await stays('notes', 'is no Largesse log');
  });

  test('a damaged log', async () => {
    const of = lines();
    await stays(joined(of.toSpliced(5, 1)), 'the hash does not fit');
    await stays(joined(of).replace('"coins":"70"', '"coins":"71"'), 'the hash does not fit');
    await stays(joined([...of.slice(0, 9), 'x']), 'not JSON');
    await stays(`${joined(of)}${of.at(-1) ?? ''}\n`, 'bytes after the end line');
  });

  test('a log that goes on beyond the store', async () => {
    const part = sqlite();
    const path = put('part.log', joined(lines().slice(0, 20)));
    await well('import', path, '--partial', '--store', part);
    await stays(whole(), 'goes on to position 37', part);
  });

  test('the log of another store, also if only one event early in it is another', async () => {
    const commands = readFileSync(rules, 'utf8').split('\n');
    const wrong = commands.findIndex((line) => line.includes('"VerifyIdentity"'));
    const other = commands.with(wrong, (commands[wrong] ?? '').replace(/"at":"2026/, '"at":"2025'));
    const path = put('other.jsonl', other.join('\n'));
    await well('run', path, '--log', at('another.log'));
    expect(read('another.log').split('\n')).toHaveLength(lines().length + 1);
    await stays(read('another.log'), 'is the log of another store');
  });
});

test('an interrupted export leaves a log without end that the next one goes on with', async () => {
  const long = sqlite();
  await well('import', (await evening()).log, '--store', long);
  const path = at('stopped.log');
  const { status, err } = await stoppedAt(path, 1, 'export', path, '--store', long);
  expect(status).toBe(130);
  expect(err).toMatch(/^Interrupted\. .* without an end line; the same command goes on there\.\n$/);
  expect((await largesse('balances', path)).err).toContain('has no end line');
  const { added, events } = await json('export', path, '--store', long);
  expect(Number(added)).toBeLessThan(Number(events));
  expect(read('stopped.log')).toBe(read('evening.log'));
});

test('an export that is interrupted while it reads what is there has written nothing, and says so', async () => {
  const path = put('half.log', whole().subarray(0, whole().length / 2));
  const before = read('half.log');
  const content = jest
    .spyOn(TextFile.prototype, 'content')
    .mockImplementationOnce(async function* () {
      process.emit('SIGINT', 'SIGINT');
      yield await Promise.resolve(whole());
    });
  const { status, err } = await largesse('export', path, '--store', store);
  content.mockRestore();
  expect({ status, err }).toEqual({
    status: 130,
    err: `Interrupted. Nothing was written to ${path} yet.\n`,
  });
  expect(read('half.log')).toBe(before);
});
