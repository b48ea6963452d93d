import { Command, InvalidArgumentError, Option } from 'commander';
import { createRequire } from 'node:module';
import { balances, type BalancesOptions } from './command/balances.js';
import { demo, type DemoOptions } from './command/demo.js';
import { exportLog, type ExportOptions } from './command/export.js';
import { importLog, type ImportOptions } from './command/import.js';
import { run, type RunOptions } from './command/run.js';
import { storeInfo, type StoreInfoOptions } from './command/store-info.js';
import { verifyCommand, type VerifyOptions } from './command/verify.js';
import type { Context } from './context.js';
import { requireGivenOnce } from './given-once.js';
import { ADDRESS_FORMS } from './store/address.js';

type Finish = (status: number) => void;

/** The command line: what can be typed, and what is said of it with --help. */
export const program = (context: Context, finish: Finish): Command => {
  const { terminal } = context;
  const root = new Command('largesse')
    .description('Run gifting scenarios, print balances of event logs, verify and move them.')
    .version(version(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(largesse --help shows what there is)')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  addRun(root, context, finish);
  addBalances(root, context, finish);
  addVerify(root, context, finish);
  addExport(root, context, finish);
  addImport(root, context, finish);
  addStore(root, context, finish);
  addDemo(root, context, finish);
  requireGivenOnce(root);
  return root;
};

const json = (): Option => new Option('--json', 'print for programs').default(false);

const store = (): Option => new Option('--store <address>', `a store: ${ADDRESS_FORMS}`);

const addRun = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('run')
    .description('execute the commands of a scenario file, one a line')
    .argument('<scenario>', 'a JSON Lines file of commands; - for standard input')
    .addOption(store())
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
    .argument('[log]', 'an event log; - for standard input')
    .addOption(store())
    .addOption(new Option('--format <format>', 'how').choices(formats).default('table'))
    .option('--position <n>', 'as of this position', wholeNumber)
    .option('--at <time>', 'of events up to this time, such as 2026-03-01T18:00:00.000Z')
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .action(async (log: string | undefined, options: BalancesOptions) => {
      finish(await balances(log, options, context));
    });
};

const addVerify = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('verify')
    .description('check every invariant of an event log, and its balances if some are expected')
    .argument('[log]', 'an event log; - for standard input')
    .addOption(store())
    .option('--expect <balances>', 'a balances file, as CSV, that the log must come to')
    .addOption(json())
    .action(async (log: string | undefined, options: VerifyOptions) => {
      finish(await verifyCommand(log, options, context));
    });
};

const addExport = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('export')
    .description('write the event log of a store into a file, or what the file lacks of it')
    .argument('<log>', 'where it goes; - for standard output')
    .addOption(store())
    .addOption(json())
    .action(async (log: string, options: ExportOptions) => {
      finish(await exportLog(log, options, context));
    });
};

const addImport = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('import')
    .description('append an event log to a store that is empty or holds the beginning of that log')
    .argument('<log>', 'an event log; - for standard input')
    .addOption(store())
    .addOption(new Option('--partial', 'take a log without its end line').default(false))
    .addOption(json())
    .action(async (log: string, options: ImportOptions) => {
      finish(await importLog(log, options, context));
    });
};

const addStore = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('store')
    .description('ask about a store')
    .command('info')
    .description('print what a store holds, what it survives and how far its copies are behind')
    .addOption(store())
    .addOption(json())
    .action(async (options: StoreInfoOptions) => {
      finish(await storeInfo(options, context));
    });
};

const addDemo = (root: Command, context: Context, finish: Finish): void => {
  root
    .command('demo')
    .description(
      'an evening of gifts, told in the terminal; leaves its event log, or an empty store filled',
    )
    .addOption(store())
    .option('--log <file>', 'write the event log here (without --store: largesse-demo.jsonl)')
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
