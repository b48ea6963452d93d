import { readScenario, type ScenarioLine } from '@largesse/audit';
import type { EventStore } from '@largesse/core';
import { createEngine, type Engine, type Submitted } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { resolve } from 'node:path';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { begun } from '../input/begun.js';
import { openInput } from '../input/input.js';
import { readFrom } from '../input/read-from.js';
import { Interrupted, uninterrupted } from '../interruption.js';
import { progressOver } from '../output/progress.js';
import { Records } from '../output/records.js';
import { Tally, tallyJson, tallyText } from '../output/tally.js';
import { givenStore } from '../store/given-store.js';
import { useStore, type OpenStore } from '../store/use-store.js';

export interface RunOptions {
  /** The store to execute on. A fresh one in memory if absent. */
  readonly store?: string;
  /** Where the event log goes. */
  readonly log?: string;
  /** Where refused commands are listed. */
  readonly rejections?: string;
  readonly json: boolean;
}

/** Executes a scenario against a store, a fresh one in memory if none is named, and writes what came of it. */
export const run = async (path: string, options: RunOptions, context: Context): Promise<number> => {
  requireDistinct(path, options);
  const store = givenStore(options.store);
  const { terminal, interruption } = context;
  const input = await openInput(path, interruption.asked);
  const progress = progressOver(input, 'commands', terminal);
  const batches = progress.through(readScenario(progress.chunks));
  const scenario = { name: input.name, batches, stop: progress.stop };
  try {
    if (store === undefined) await runInMemory(scenario, options, context);
    else {
      // What is no scenario is refused before a store is made for it.
      const whole = await readFrom(input.name, interruption, () => begun(batches));
      await useStore(store, 'write', context, (open) =>
        runOn(open, { ...scenario, batches: whole }, options, context),
      );
    }
    return 0;
  } finally {
    progress.stop();
    await input.close();
  }
};

/** The commands of a file. */
interface Scenario {
  readonly name: string;
  readonly batches: AsyncIterable<readonly ScenarioLine[]>;
  /** Shows no more how much of it is done. */
  readonly stop: () => void;
}

/** The log is written as it grows: all of it is there, also of a run that is killed. */
const runInMemory = async (
  scenario: Scenario,
  options: RunOptions,
  { terminal, interruption }: Context,
): Promise<void> => {
  const records = await Records.open(options);
  const tally = new Tally();
  try {
    const store = createMemoryStore();
    await execute({ scenario, store, records, tally, terminal, interruption });
  } finally {
    // Whatever happened: what took effect is in the log, and the log has its end.
    await records.close();
    terminal.out(options.json ? tallyJson(tally) : tallyText(tally, records.written));
  }
};

/** The log is that of the whole store after the run: others may write to it meanwhile. */
const runOn = async (
  open: OpenStore,
  scenario: Scenario,
  options: RunOptions,
  { terminal, interruption }: Context,
): Promise<void> => {
  const { store } = open;
  const records = await Records.open(options, 'at the end');
  const tally = new Tally();
  const leave = () => records.writeLogOf(open, { terminal, interruption: uninterrupted });
  try {
    await execute({ scenario, store, records, tally, terminal, interruption }).catch(
      async (thrown: unknown) => {
        // What went wrong first is what is told.
        await leave().catch(() => undefined);
        throw thrown;
      },
    );
    await leave();
  } finally {
    await records.close();
    terminal.out(options.json ? tallyJson(tally) : tallyText(tally, records.written));
  }
};

const interruptedAfter = ({ commands }: Tally): string =>
  `Interrupted after ${String(commands)} commands. What is written is complete up to there.\n`;

interface Execution extends Context {
  readonly scenario: Scenario;
  readonly store: EventStore;
  readonly records: Records;
  readonly tally: Tally;
}

const execute = async (execution: Execution): Promise<void> => {
  const { scenario, store, records, tally, terminal, interruption } = execution;
  const { name, batches, stop } = scenario;
  const engine = createEngine({ store });
  try {
    await readFrom(name, interruption, async () => {
      for await (const batch of batches) {
        for (const { line, command } of batch) {
          interruption.check();
          const outcome = await submit(engine, command, `${name}: line ${String(line)}`);
          tally.count(outcome);
          await records.add(command.commandId, outcome);
        }
      }
    });
  } catch (thrown) {
    if (thrown instanceof Interrupted) terminal.err(interruptedAfter(tally));
    throw thrown;
  } finally {
    stop();
    await engine.close();
  }
};

const submit = async (engine: Engine, command: unknown, where: string): Promise<Submitted> => {
  const outcome = await engine.submit(command);
  if (outcome.ok || outcome.kind === 'refused') return outcome;
  throw new CommandFailure(`${where}: ${outcome.code}: ${outcome.message}`);
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
