import { CommanderError } from 'commander';
import { CommandFailure } from './failure.js';
import { Interrupted, listenForInterruption, type Interruption } from './interruption.js';
import { processTerminal, type Terminal } from './output/terminal.js';
import { program } from './program.js';
import { addressed } from './store/address.js';

/**
 * Runs a command line and returns its exit status, when all that it prints has gone out: 0 all is well, 1 a log or
 * its balances do not hold, 2 the input or the command line cannot be used, 128 and the number of a signal that ended it.
 */
export const runCli = async (
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> => {
  const interruption = listenForInterruption();
  try {
    const status = await statusOf(args, terminal, interruption);
    await terminal.flush();
    return status;
  } catch (thrown) {
    if (!(thrown instanceof Interrupted || thrown instanceof CommandFailure)) throw thrown;
    if (thrown instanceof CommandFailure) terminal.err(`largesse: ${thrown.message}\n`);
    // What came before goes out, too; of several failures the first is told.
    await terminal.flush().catch(() => undefined);
    return thrown.exitCode;
  } finally {
    interruption.release();
  }
};

const statusOf = async (
  args: readonly string[],
  terminal: Terminal,
  interruption: Interruption,
): Promise<number> => {
  let status = 0;
  const commands = program({ terminal, interruption }, (code) => {
    status = code;
  });
  try {
    await commands.parseAsync([...args], { from: 'user' });
    return status;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (
      thrown.code === 'commander.excessArguments' &&
      args.some((arg) => addressed(arg) !== undefined)
    )
      terminal.err('(a store is named with --store)\n');
    return thrown.exitCode === 0 ? 0 : 2;
  }
};
