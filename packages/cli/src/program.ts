import { Command, InvalidArgumentError, Option } from 'commander';
import { createRequire } from 'node:module';
import { balances, type BalancesOptions } from './command/balances.js';
import { demo, type DemoOptions } from './command/demo.js';
import { run, type RunOptions } from './command/run.js';
import { verifyCommand, type VerifyOptions } from './command/verify.js';
import type { Context } from './context.js';

type Finish = (status: number) => void;

/** The command line: what can be typed, and what is said of it with --help. */
export const program = (context: Context, finish: Finish): Command => {
  const { terminal } = context;
  const root = new Command('largesse')
    .description('Run gifting scenarios, print balances of event logs, and verify them.')
    .version(version(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(largesse --help shows what there is)')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  addRun(root, context, finish);
  addBalances(root, context, finish);
  addVerify(root, context, finish);
  addDemo(root, context, finish);
  return root;
};

const json = (): Option => new Option('--json', 'print for programs').default(false);

const addRun = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('run')
    .description('execute the commands of a scenario file, one a line, against a fresh store')
    .argument('<scenario>', 'a JSON Lines file of commands; - for standard input')
    .option('--log <file>', 'write the event log here')
    .option('--rejections <file>', 'write the refused commands here, as CSV')
    .addOption(json())
    .action(async (scenario: string, options: RunOptions) => {
      finish(await run(scenario, options, context));
    });
};

const addBalances = (root: Command, context: Context, finish: Finish): void => {
  const formats = ['table', 'csv', 'json'] as const;
  root
    .command('balances')
    .description('fold an event log and print every balance')
    .argument('<log>', 'an event log; - for standard input')
    .addOption(new Option('--format <format>', 'how').choices(formats).default('table'))
    .option('--position <n>', 'as of this position', wholeNumber)
    .option('--at <time>', 'of events up to this time, such as 2026-03-01T18:00:00.000Z')
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .action(async (log: string, options: BalancesOptions) => {
      finish(await balances(log, options, context));
    });
};

const addVerify = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('verify')
    .description('check every invariant of an event log, and its balances if some are expected')
    .argument('<log>', 'an event log; - for standard input')
    .option('--expect <balances>', 'a balances file, as CSV, that the log must come to')
    .addOption(json())
    .action(async (log: string, options: VerifyOptions) => {
      finish(await verifyCommand(log, options, context));
    });
};

const addDemo = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('demo')
    .description('an evening of gifts, told in the terminal; leaves its event log to explore')
    .option('--log <file>', 'write the event log here (default: largesse-demo.jsonl)')
    .action(async (options: DemoOptions) => {
      finish(await demo(options, context));
    });
};

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError(
      `Expected a whole number up to ${String(Number.MAX_SAFE_INTEGER)}.`,
    );
  return number;
};

const version = (): string => {
  const manifest: unknown = createRequire(import.meta.url)('../package.json');
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
};
