import { Command, InvalidArgumentError } from 'commander';
import { randomInt } from 'node:crypto';
import { storeNames, type StoreName } from './campaign.js';

/** What the command line says. */
export interface Options {
  readonly seed: number;
  readonly store: readonly StoreName[];
  readonly fault: readonly string[];
  readonly rounds?: number;
  readonly minutes?: number;
  readonly json?: boolean;
}

const number = (least: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least))
    throw new InvalidArgumentError('It is no such number.');
  return value;
};

const stores = (text: string): readonly StoreName[] =>
  text.split(',').map((name) => {
    const known = storeNames.find((each) => each === name);
    if (known === undefined) throw new InvalidArgumentError(`Stores are ${storeNames.join(', ')}.`);
    return known;
  });

const list = (text: string): readonly string[] => text.split(',');

/** Reads the arguments after the name of the program; says what is wrong with them and ends it. */
export const readOptions = (argv: readonly string[]): Options => {
  const program = new Command('test:faults')
    .description(
      'Breaks SQLite, PostgreSQL and a NATS cluster while several processes write, and holds what they ' +
        'were told against what the log holds. The seed fixes workload and schedule, not the timing.',
    )
    .option('--seed <number>', 'of workload and schedule; a new one if absent', number(0))
    .option('--store <names>', `of ${storeNames.join(', ')}, commas between`, stores, storeNames)
    .option('--fault <names>', 'only these faults, commas between', list, [])
    .option('--rounds <number>', 'of each fault, instead of its usual number', number(1))
    .option('--minutes <number>', 'goes on with the next seeds until the time is over', number(0))
    .option('--json', 'prints a line of JSON for each row, and no table');
  program.parse([...argv], { from: 'user' });
  return { seed: randomInt(1, 1_000_000_000), ...program.opts<Omit<Options, 'seed'>>() };
};
