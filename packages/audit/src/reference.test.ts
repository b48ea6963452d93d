import { execFileSync } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventDefinitions } from '@largesse/domain';
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
