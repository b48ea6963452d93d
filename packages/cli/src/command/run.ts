import { readScenario } from '@largesse/audit';
import { createEngine, type Engine, type Submitted } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { resolve } from 'node:path';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { openInput, type Input } from '../input/input.js';
import { readFrom } from '../input/read-from.js';
import { Interrupted, type Interruption } from '../interruption.js';
import { progressOver, type Progress } from '../output/progress.js';
import { Records } from '../output/records.js';
import { Tally, tallyJson, tallyText } from '../output/tally.js';

export interface RunOptions {
  /** Where the event log goes. */
  readonly log?: string;
  /** Where refused commands are listed. */
  readonly rejections?: string;
  readonly json: boolean;
}

/** Executes a scenario against a fresh store in memory and writes what came of it. */
export const run = async (path: string, options: RunOptions, context: Context): Promise<number> => {
  requireDistinct(path, options);
  const input = await openInput(path, context.interruption.asked);
  try {
    await runOn(input, options, context);
    return 0;
  } finally {
    input.close();
  }
};

const runOn = async (input: Input, options: RunOptions, context: Context): Promise<void> => {
  const { terminal, interruption } = context;
  const records = await Records.open(options);
  const progress = progressOver(input, 'commands', terminal);
  const tally = new Tally();
  try {
    await execute({ input, progress, records, tally, interruption }).finally(progress.stop);
  } catch (thrown) {
    if (thrown instanceof Interrupted) terminal.err(interruptedAfter(tally));
    throw thrown;
  } finally {
    // Whatever happened: what took effect is in the log, and the log has its end.
    await records.close();
    terminal.out(options.json ? tallyJson(tally) : tallyText(tally, options));
  }
};

const interruptedAfter = ({ commands }: Tally): string =>
  `Interrupted after ${String(commands)} commands. What is written is complete up to there.\n`;

interface Execution {
  readonly input: Input;
  readonly progress: Progress;
  readonly records: Records;
  readonly tally: Tally;
  readonly interruption: Interruption;
}

const execute = async (execution: Execution): Promise<void> => {
  const { input, progress, records, tally, interruption } = execution;
  const engine = createEngine({ store: createMemoryStore() });
  await readFrom(input.name, interruption, async () => {
    for await (const batch of progress.through(readScenario(progress.chunks))) {
      for (const { line, command } of batch) {
        const outcome = await submit(engine, command, line);
        tally.count(outcome);
        await records.add(command.commandId, outcome);
      }
    }
  });
  await engine.close();
};

const submit = async (engine: Engine, command: unknown, line: number): Promise<Submitted> => {
  const outcome = await engine.submit(command);
  if (outcome.ok || outcome.kind === 'refused') return outcome;
  throw new CommandFailure(`line ${String(line)}: ${outcome.code}: ${outcome.message}`);
};

/** A scenario that is its own log would be gone before it is read. */
const requireDistinct = (scenario: string, { log, rejections }: RunOptions): void => {
  if (log === '-' || rejections === '-')
    throw new CommandFailure('--log and --rejections go into files; name one instead of -');
  const files = [scenario, log, rejections]
    .filter((path) => path !== undefined && path !== '-' && !path.startsWith('/dev/'))
    .map((path) => resolve(path ?? ''));
  if (new Set(files).size < files.length)
    throw new CommandFailure('the scenario, --log and --rejections must be three different files');
};
