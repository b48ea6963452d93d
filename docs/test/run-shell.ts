import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '@largesse/cli';
import { root } from './page.js';
import { runCode } from './run-code.js';
import { home } from './sample-code.js';

type Print = (text: string) => void;

/** Runs the lines of a shell block, or checks that there is what they would run. */
export const runShell = async (block: string, print: Print): Promise<void> => {
  for (const line of block.replace(/\\\n\s*/g, '').split('\n')) {
    const command = line.replace(/(?:^|\s+)#.*$/, '');
    if (command !== '') await runLine(command, print);
  }
};

const PNPM = /^(?:npx -y pnpm@10|pnpm) (?:-s )?/;

const runLine = async (line: string, print: Print): Promise<void> => {
  if (!PNPM.test(line) && !line.startsWith('largesse ')) {
    runOther(line, print);
    return;
  }
  const [command = '', file] = line.split(' > ');
  if (file !== undefined) {
    let written = '';
    await runLine(command, (text) => (written += text));
    writeFileSync(file, written);
    return;
  }
  const [script = '', ...args] = line.replace(PNPM, '').split(' ');
  if (script === 'largesse') await largesse(args, print);
  else if (script === 'demo') await asScript('demo', () => largesse(['demo', ...args], print));
  else if (script === 'example') await example(args, print);
  else if (script !== 'install' && !(script in scripts()))
    throw new Error(`"${line}": package.json has no script "${script}"`);
};

const largesse = async (args: readonly string[], print: Print): Promise<void> => {
  const flush = () => Promise.resolve();
  await runCli(args, { out: print, err: print, flush, watched: false });
};

/** The demo says how to go on, in the words of whoever started it. */
const asScript = async (name: string, run: () => Promise<void>): Promise<void> => {
  const { npm_lifecycle_event: before } = process.env;
  process.env.npm_lifecycle_event = name;
  await run();
  if (before === undefined) delete process.env.npm_lifecycle_event;
  else process.env.npm_lifecycle_event = before;
};

const example = async ([name = '']: readonly string[], print: Print): Promise<void> => {
  // The file that the reader of the tutorial makes: its blocks run where they stand on the page.
  if (name === 'tutorial') return;
  const source = readFileSync(join(home, `${name}.ts`), 'utf8');
  await runCode(source, { print, reach: () => Promise.resolve() });
};

/** Small tools that every system has; what would leave the folder is not run. */
const runOther = (line: string, print: Print): void => {
  if (/^(?:git clone|cd) /.test(line)) return;
  if (!/^(?:sed|head|cat|printf|rm) /.test(line)) throw new Error(`"${line}": cannot be tested`);
  print(execFileSync('sh', ['-c', line], { encoding: 'utf8' }));
};

const scripts = (): object =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts;
