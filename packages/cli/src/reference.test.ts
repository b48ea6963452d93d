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
type Command = ReturnType<typeof program>;

/** Every command that does something, with the words before it: `store info`. */
const leaves = (command: Command, before: string): readonly (readonly [string, Command])[] =>
  command.commands.flatMap((inner) => {
    const words = `${before} ${inner.name()}`;
    return inner.commands.length > 0 ? leaves(inner, words) : [[words, inner] as const];
  });
const commands = leaves(
  program({ terminal, interruption }, () => undefined),
  'largesse',
);

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

type Argument = Command['registeredArguments'][number];

const argumentOf = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;

const typed = ([words, command]: (typeof commands)[number]): string =>
  [words, ...command.registeredArguments.map(argumentOf)].join(' ');

test('the page has every command, and no other', () => {
  const titles = [...sections.keys()].filter((title) => title.startsWith('largesse'));
  expect(titles).toEqual(commands.map(typed));
});

test.each(commands.map((leaf) => ({ title: typed(leaf), command: leaf[1] })))(
  'the page lists what $title takes',
  ({ title, command }) => {
    const rows = rowsOf(sections.get(title));
    expect(rows.map(([cell]) => cell)).toEqual([
      ...command.registeredArguments.map(argumentOf),
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

/** What the executable ends with where nothing foresaw what was thrown. */
const OWN_ERROR = 70;

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
    OWN_ERROR,
    ...signals,
  ]);
});
