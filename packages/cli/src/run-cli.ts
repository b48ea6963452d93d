import { CommanderError } from 'commander';
import { CommandFailure } from './failure.js';
import { processTerminal, type Terminal } from './output/terminal.js';
import { program } from './program.js';

/**
 * Runs a command line and returns its exit status: 0 all is well, 1 a log or its balances do
 * not hold, 2 the input or the command line cannot be used, 130 interrupted.
 */
export const runCli = async (
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> => {
  let status = 0;
  quietOnClosedPipe();
  try {
    const commands = program(terminal, (code) => {
      status = code;
    });
    await commands.parseAsync([...args], { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    if (!(thrown instanceof CommandFailure)) throw thrown;
    terminal.err(`largesse: ${thrown.message}\n`);
    return thrown.exitCode;
  }
};

/** A reader such as `head` that has seen enough is no error. */
const quietOnClosedPipe = (): void => {
  if (process.stdout.listenerCount('error') > 0) return;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
};
