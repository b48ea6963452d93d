import type { Command } from 'commander';

/**
 * Refuses an option that is given twice with a value, in a command and in those below it. The last one would win: a log
 * would be held against one of two balances files, or written to one of two places, and nobody would be told.
 */
export const requireGivenOnce = (command: Command): void => {
  for (const option of command.options) {
    if (!option.required) continue;
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) command.error(`error: option '${option.flags}' is given twice; give it once`);
      given = true;
    });
  }
  command.commands.forEach(requireGivenOnce);
};
