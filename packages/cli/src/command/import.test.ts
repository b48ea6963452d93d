import type { BatchStamp, RecordedEvent } from '@largesse/core';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';
import { eventsOf, rewritten } from '../../test/rewritten.js';
import { screen } from '../../test/screen.js';
import { json, refused, stoppedAt, walOf, well, withLog } from '../../test/stores.js';
import { runCli } from '../run-cli.js';

const { at, put, read, log, sqlite, evening } = withLog();
const whole = (): string => readFileSync(log, 'utf8');
const lines = (): readonly string[] => whole().trimEnd().split('\n');
const joined = (those: readonly string[]): string => those.map((line) => `${line}\n`).join('');

test('the summary begins where the bar was', async () => {
  const now = performance.now.bind(performance);
  let late = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + (late += 2_000));
  const { terminal, drawn } = screen();
  await runCli(['import', log, '--store', 'memory'], terminal);
  clock.mockRestore();
  expect(drawn()).toMatch(/100% [^]*\u001b\[2K imported\n/);
});

test('a log goes in and comes out byte for byte; the second time nothing changes', async () => {
  const store = sqlite();
  expect(await json('import', log, '--store', store)).toMatchObject({
    events: 37,
    added: 37,
    head: 37,
  });
  expect(await well('export', '-', '--store', store)).toBe(whole());
  expect(await json('import', log, '--store', store)).toMatchObject({
    events: 37,
    added: 0,
    head: 37,
  });
  expect(await well('balances', '--store', store, '--format', 'csv')).toBe(
    readFileSync(scenario('rules.balances.csv'), 'utf8'),
  );
});

test('the keys go with the events: a command that took effect is a retry', async () => {
  const store = sqlite();
  await well('import', log, '--store', store);
  const { accepted, retried } = await json('run', scenario('rules.jsonl'), '--store', store);
  // What was refused is judged anew, and some of it holds now.
  expect(Number(retried)).toBeGreaterThanOrEqual(37);
  expect(Number(accepted)).toBeLessThan(37);
});

test('a store that holds the beginning gets the rest, however much that is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 38 }), async (count) => {
      const store = sqlite();
      await well(
        'import',
        put('part', joined(lines().slice(0, count))),
        '--partial',
        '--store',
        store,
      );
      const { added } = await json('import', log, '--store', store);
      expect(added).toBe(38 - count);
      expect(await well('export', '-', '--store', store)).toBe(whole());
    }),
    { numRuns: 10 },
  );
});

describe('a store that holds anything else is refused, and nothing is written', () => {
  const stays = async (words: string, prepare: (store: string) => Promise<unknown>) => {
    const store = sqlite();
    await prepare(store);
    const before = await well('export', '-', '--store', store);
    await refused(words, 'import', log, '--store', store);
    expect(await well('export', '-', '--store', store)).toBe(before);
  };

  test('another log', async () => {
    const early = put(
      'early.jsonl',
      readFileSync(scenario('rules.jsonl'), 'utf8').replaceAll('"at":"2026', '"at":"2025'),
    );
    await stays('holds another log: event 1 ', (store) => well('run', early, '--store', store));
  });

  test('the same log and more', async () => {
    await stays('and others after them', async (store) => {
      await well('import', log, '--store', store);
      const more = scenario('rules.jsonl');
      await well(
        'run',
        put('more.jsonl', readFileSync(more, 'utf8').replaceAll('"commandId":"', '"commandId":"x')),
        '--store',
        store,
      );
    });
  });
});

describe('a log that is not whole', () => {
  test('without its end line it is refused, unless somebody says that it is a part', async () => {
    const store = sqlite();
    const cut = put('cut.log', joined(lines().slice(0, 20)));
    await refused('does not end with its end line', 'import', cut, '--store', store);
    await refused('there is no such file', 'store', 'info', '--store', store);
    expect(await json('import', cut, '--partial', '--store', store)).toMatchObject({ added: 19 });
  });

  test('as a part, it is taken up to a last line that is cut, and goes on once that is whole', async () => {
    const store = sqlite();
    const torn = put('torn.log', whole().slice(0, joined(lines().slice(0, 21)).length - 30));
    await refused('--partial takes it as it is', 'import', torn, '--store', store);
    const { status, out, err } = await largesse('import', torn, '--partial', '--store', store);
    expect({ status, out }).toEqual({
      status: 0,
      out: expect.stringMatching(/added +19\n/) as string,
    });
    expect(err).toMatch(/^note: .*torn\.log: line 21 is cut off; what comes before it is taken\n$/);
    expect(await json('import', log, '--store', store)).toMatchObject({ added: 18 });
    expect(await well('export', '-', '--store', store)).toBe(whole());
  });

  test('damaged, it is imported up to there, and that is said', async () => {
    const store = sqlite();
    const bad = put('bad.log', whole().replace(/("position":21,.*"size":1,"type":")/, '$1X'));
    const { err } = await refused('line 22, byte', 'import', bad, '--store', store);
    expect(err).toContain('holds at least the first 20 events of the log; once that is mended');
    expect(await json('import', log, '--store', store)).toMatchObject({ added: 17 });
    expect(await well('export', '-', '--store', store)).toBe(whole());
  });

  test.each([
    ['as it was', 12, ({ batch }: RecordedEvent) => batch],
    [
      'for another command',
      12,
      ({ batch: { key } }: RecordedEvent, own: BatchStamp) => ({ ...own, key }),
    ],
    ['right before', 20, ({ batch: { key } }: RecordedEvent, own: BatchStamp) => ({ ...own, key })],
  ])('with a key twice, %s, it is imported up to the second', async (_, first, stamp) => {
    const store = sqlite();
    const one = (await eventsOf(log))[first - 1];
    if (one === undefined) throw new Error('no such event');
    const twice = put(
      'twice.log',
      await rewritten(log, (event) =>
        event.position === 21 ? { ...one, batch: stamp(one, event.batch), position: 21 } : event,
      ),
    );
    const { err } = await refused('is in the log twice', 'import', twice, '--store', store);
    expect(err).toContain(`position 21 (${one.type}): the key ${JSON.stringify(one.batch.key)}`);
    expect(err).toContain('holds at least the first 20 events of the log; once that is mended');
    expect(await json('import', log, '--store', store)).toMatchObject({ added: 17 });
    expect(await well('export', '-', '--store', store)).toBe(whole());
  });

  test('other files are named', async () => {
    await refused(
      'it looks like a scenario',
      'import',
      scenario('rules.jsonl'),
      '--store',
      'memory',
    );
    await refused('there is no such file', 'import', at('missing'), '--store', 'memory');
    await refused('the file is empty', 'import', put('empty', ''), '--store', 'memory');
  });
});

test('what is no log makes no store', async () => {
  const store = sqlite();
  await refused('it looks like a scenario', 'import', scenario('rules.jsonl'), '--store', store);
  await refused('the file is empty', 'import', put('none', ''), '--partial', '--store', store);
  await refused('there is no such file', 'store', 'info', '--store', store);
});

test('what only reads makes no store of an empty file', async () => {
  const empty = put('empty.db', '');
  for (const command of ['balances', 'verify', 'store info', 'export -'])
    await refused('no store was made there', ...command.split(' '), '--store', `sqlite:${empty}`);
  expect(read('empty.db')).toBe('');
  await well('import', log, '--store', `sqlite:${empty}`);
});

test('an interrupted import goes on where it was', async () => {
  const store = sqlite();
  const { log: long } = await evening();
  const stopped = await stoppedAt(walOf(store), 200_000, 'import', long, '--store', store);
  expect(stopped.status).toBe(130);
  expect(stopped.err).toMatch(/^Interrupted\. .* holds at least the first \d+ events of the log/);
  const { added, events } = await json('import', long, '--store', store);
  expect(Number(added)).toBeGreaterThan(0);
  expect(Number(added)).toBeLessThan(Number(events));
  await well('export', at('evening.again'), '--store', store);
  expect(read('evening.again')).toBe(read('evening.log'));
});
