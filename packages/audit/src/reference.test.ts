import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, eventDefinitions } from '@largesse/domain';
import { chunks, linesOf, readAll, rehash } from '../test/log-support.js';
import * as audit from './index.js';

const root = join(__dirname, '../../..');
const page = (name: string) => readFileSync(join(root, name), 'utf8');
const format = page('docs/reference/log-format.md');
const golden = join(__dirname, '../test/golden.jsonl');

/** The code blocks of a language on a page. */
const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(
    ([, code = '']) => code,
  );

test('the example log of the reference is the golden log, and its balances are right', async () => {
  expect(blocks(format, 'jsonl')).toEqual([readFileSync(golden, 'utf8')]);
  const { books } = await audit.foldLog(audit.readLog(createReadStream(golden)));
  expect(blocks(format, 'csv')).toEqual([audit.formatBalances(books.balances())]);
});

test('the commands that show the hashes print what the reference says', () => {
  const [script = ''] = blocks(format, 'sh');
  const told = [...script.matchAll(/^# ([0-9a-f]{64})$/gm)].map(([, hash]) => hash);
  const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).match(/[0-9a-f]{64}/g);
  expect(told).toHaveLength(2);
  expect(printed).toEqual(told);
});

test('the reference lists every event with its fields in their order, and no other', () => {
  const sections = format.split(/^#+ /m).map((section) => section.split('\n'));
  const described = sections.flatMap(([title = '', ...lines]) => {
    if (
      !/^[A-Z]\w+(?:Published|Purchased|Sent|Verified|Linked|Requested|Confirmed|Failed)$/.test(
        title,
      )
    )
      return [];
    const fields = lines.flatMap((line) => /^\| `(\w+)` +\|/.exec(line)?.[1] ?? []);
    return [[title, fields] as const];
  });
  const written = readFileSync(golden, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const parsed = line.startsWith('{"position"')
        ? (JSON.parse(line) as { type: string; data: object })
        : undefined;
      return parsed ? [[parsed.type, Object.keys(parsed.data)] as const] : [];
    });
  expect(described.map(([type]) => type)).toEqual(Object.keys(eventDefinitions));
  expect(Object.fromEntries(described)).toEqual(Object.fromEntries(written));
});

interface Line {
  readonly key: string;
  readonly fingerprint: string;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const PAYMENT = '`provider`, `reference`, `currency` and, as an integer, `amount` = `price`';

/** The command behind a line, by the cells of the reference's table and not by the code. */
const commandOf = ({ key, at, data }: Line, type: string, cell: string): object => {
  const [fields = '', payment = PAYMENT] = cell.trim().split(' with ');
  expect(payment).toBe(PAYMENT);
  const named = [...fields.matchAll(/`(\w+)`( \/ 10000)?/g)].map(([, name = '', perDiamond]) => {
    const value = data[name];
    if (name === 'payment')
      return [name, { ...(value as object), currency: data.currency, amount: Number(data.price) }];
    return [name, perDiamond === undefined ? value : Number(value) / 10_000];
  });
  return { type, commandId: key, at, ...(Object.fromEntries(named) as object) };
};

test('the fingerprint of every line of the example is that of the command behind it', () => {
  const rows = [...format.matchAll(/^\| `(\w+)` +\| `([A-Z]\w+)` +\| (.*) \|$/gm)];
  expect(rows.map(([, event]) => event)).toEqual(Object.keys(eventDefinitions));
  const commands = new Map(rows.map(([, event, type = '', cell = '']) => [event, { type, cell }]));
  const [header, ...written] = linesOf(readFileSync(golden, 'utf8'));
  expect(header).toContain('largesse-log');
  const texts = written.slice(0, -1).map((text) => {
    const line = JSON.parse(text) as Line;
    const { type = '', cell = '' } = commands.get(line.type) ?? {};
    const canonical = canonicalJson(commandOf(line, type, cell));
    expect(hash('sha256', canonical)).toBe(line.fingerprint);
    return canonical;
  });
  expect(format).toContain(`\`${texts[3] ?? ''}\``);
});

/** The example with a line changed and hashes that fit. */
const changed = (line: number, from: string, to: string): string => {
  const lines = linesOf(readFileSync(golden, 'utf8'));
  expect(lines[line - 1]).toContain(from);
  return rehash(lines.map((text, i) => (i === line - 1 ? text.replaceAll(from, to) : text)));
};

test.each([
  ['a torn batch', changed(5, '"size":1', '"size":2'), ['batches', 'justified']],
  ['a key twice', changed(5, '"c4"', '"c3"'), ['takes_effect_once', 'justified']],
  ['a share too small', changed(4, '1111166', '1111165'), ['gift_divides_exactly', 'justified']],
  ['a tax above the price', changed(3, '"50"', '"5000"'), ['policy_never_rewritten', 'justified']],
  ['half a diamond', changed(7, '600000', '605000'), ['policy_never_rewritten', 'justified']],
  ['other amounts settled', changed(8, '600000', '500000'), ['withdrawal_settled_once']],
  ['another fingerprint', changed(5, '321a1c', '321a1d'), ['justified']],
  ['a backslash in a key', changed(5, '"c4"', String.raw`"c\\4"`), ['justified']],
  ['U+0000 in a text', changed(3, 'pi_1', String.raw`\u0000`), ['justified']],
  ['a day of the year 0', changed(5, '2026-03-01', '0000-02-29'), ['justified']],
  ['an empty list', changed(2, '{"id":"5655","name":"Rose 🌹","coins":1}', ''), ['justified']],
] as const)('%s is read and has balances; only verification reports it', async (_, log, names) => {
  expect((await readAll(log)).damage).toBeUndefined();
  const { invariants } = await audit.verify(chunks(log));
  const broken = invariants.filter(({ held }) => !held).map(({ invariant }) => invariant);
  expect(broken).toEqual(expect.arrayContaining([...names]));
});

test.each([
  ['-0', changed(5, '"index":0', '"index":-0')],
  ['0.0', changed(5, '"index":0', '"index":0.0')],
  ['1e0', changed(5, '"size":1', '"size":1e0')],
  ['a lone surrogate', changed(3, 'pi_1', String.raw`\ud800`)],
  ['an escaped pair', changed(3, 'pi_1', String.raw`\ud83c\udf39`)],
  ['a version to come', changed(5, '"version":1', '"version":2')],
])('%s is refused, by verification too', async (_, log) => {
  expect((await readAll(log, { broken: 'report' })).damage).toBeDefined();
});

test.each([
  ['a changed body', [1, 2, 3, 4], 4, [4]],
  ['a changed hash', [1, 2, 3, 4, 5], 3, [3, 4]],
  ['a lost line', [1, 2, 4, 5], 0, [3]],
  ['a repeated line', [1, 2, 3, 3, 4, 5], 0, [4]],
  ['two neighbours swapped', [1, 2, 4, 3, 5, 6], 0, [3, 4, 5]],
  ['a moved line', [1, 2, 4, 5, 3, 6, 7], 0, [3, 5, 6]],
  ['lines lost at the end', [1, 2, 3], 0, []],
])('%s shows at the lines that the reference names', async (name, order, at, misfits) => {
  const lines = linesOf(readFileSync(golden, 'utf8'));
  const log = order.map((line, i) => {
    const text = lines[line - 1] ?? '';
    if (i !== at - 1) return text;
    return name === 'a changed hash'
      ? text.replace(/.{4}"\}$/, '0000"}')
      : text.replaceAll('bea', 'ben');
  });
  const { lines: read } = await readAll(`${log.join('\n')}\n`, { broken: 'report' });
  expect(read).toHaveLength(order.length);
  expect(read.flatMap(({ hashFits, line }) => (hashFits ? [] : [line]))).toEqual(misfits);
});

test('the reference lists every invariant in the order of the report', () => {
  const names = [...page('docs/reference/invariants.md').matchAll(/^\| `(\w+)` +\|/gm)].map(
    ([, name]) => name,
  );
  expect(names).toEqual(audit.invariantNames);
});

test('the example of the README runs as it stands', async () => {
  const [example = ''] = blocks(page('packages/audit/README.md'), 'ts');
  const body = example.replace(/^import .*$/gm, '').replace('evening.jsonl', golden);
  const printed: string[] = [];
  const fake = { log: (...parts: readonly string[]) => printed.push(parts.join(' ')) };
  const names = ['createReadStream', 'foldLog', 'formatBalances', 'readLog', 'verify', 'console'];
  // The sample is code on a page: there is no other way to run it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  await new Function(...names, `return (async () => {${body}})()`)(
    createReadStream,
    audit.foldLog,
    audit.formatBalances,
    audit.readLog,
    audit.verify,
    fake,
  );
  expect(printed).toEqual([expect.stringContaining('wallet:ann,COIN,207')]);
});
