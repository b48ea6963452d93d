import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interrupted, type Interruption } from './interruption.js';
import type { Terminal } from './output/terminal.js';
import { program } from './program.js';
import { runCli } from './run-cli.js';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/reference/cli.md'), 'utf8')
  .replaceAll('&lt;', '<')
  .replaceAll('&gt;', '>');

const terminal: Terminal = {
  out: () => undefined,
  err: () => undefined,
  flush: () => Promise.resolve(),
  watched: false,
};
const interruption: Interruption = {
  asked: new AbortController().signal,
  check: () => undefined,
  release: () => undefined,
};
const { commands } = program({ terminal, interruption }, () => undefined);

/** What the page says of each command, by the words with which it is typed. */
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text]),
);

/** The first cells of the rows of a table, each with the rest of its row. */
const rowsOf = (text = ''): readonly (readonly [string, string])[] =>
  Array.from(text.matchAll(/^\| `([^`]+)` +\| (.*) \|$/gm), ([, cell = '', rest = '']) => [
    cell,
    rest,
  ]);

const typed = (command: (typeof commands)[number]): string =>
  ['largesse', command.name(), ...command.registeredArguments.map((it) => `<${it.name()}>`)].join(
    ' ',
  );

test('the page has every command, and no other', () => {
  const titles = [...sections.keys()].filter((title) => title.startsWith('largesse'));
  expect(titles).toEqual(commands.map(typed));
});

test.each(commands.map((command) => ({ title: typed(command), command })))(
  'the page lists what $title takes',
  ({ title, command }) => {
    const rows = rowsOf(sections.get(title));
    expect(rows.map(([cell]) => cell)).toEqual([
      ...command.registeredArguments.map((argument) => `<${argument.name()}>`),
      ...command.options.map((option) => option.flags),
    ]);
    for (const { flags, argChoices = [], defaultValue } of command.options) {
      const meaning = new Map(rows).get(flags);
      for (const choice of argChoices) expect(meaning).toContain(`\`${choice}\``);
      if (typeof defaultValue === 'string')
        expect(meaning).toContain(`Default: \`${defaultValue}\``);
    }
  },
);

test('the page lists every exit status', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'largesse-cli-'));
  const scenario = join(root, 'examples/scenarios/rules.jsonl');
  const other = join(root, 'examples/scenarios/evening.balances.csv');
  const log = join(folder, 'log.jsonl');
  const statuses: number[] = [];
  for (const args of [
    ['run', scenario, '--log', log],
    ['verify', log, '--expect', other],
    ['verify', scenario],
  ])
    statuses.push(await runCli(args, terminal));
  rmSync(folder, { recursive: true });
  const signals = (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map(
    (signal) => new Interrupted(signal).exitCode,
  );
  expect(rowsOf(sections.get('Exit status')).map(([cell]) => Number(cell))).toEqual([
    ...statuses,
    ...signals,
  ]);
});
