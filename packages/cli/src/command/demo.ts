import { createEngine, type Engine } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.js';
import { closing } from '../demo/closing.js';
import { eveningClock, numberedIds } from '../demo/evening-clock.js';
import { STREAM, creator, gifts, opening, payout, play, type Scene } from '../demo/evening.js';
import { Leaderboard } from '../demo/leaderboard.js';
import { Overlay } from '../demo/overlay.js';
import { sentence } from '../demo/telling.js';
import { CommandFailure } from '../failure.js';
import { openInput } from '../input/input.js';
import { Interrupted } from '../interruption.js';
import { Records } from '../output/records.js';
import { verifyLog } from './verify.js';

export interface DemoOptions {
  /** Where the event log goes. In the current folder if absent. */
  readonly log?: string;
}

/** Where the log goes if nobody says. */
const LOG = 'largesse-demo.jsonl';

/** Between two gifts, for a person to watch them fly. In milliseconds. */
const PAUSE = 50;

const SEED = 20_260_301;

/** Tells an evening of gifts on a real engine, then proves its books. */
export const demo = async (options: DemoOptions, context: Context): Promise<number> => {
  const { terminal } = context;
  const { log, records } = await openLog(options, context);
  const engine = createEngine({
    store: createMemoryStore(),
    clock: eveningClock(),
    newId: numberedIds(),
  });
  try {
    await tell({ ...context, engine, records });
  } catch (thrown) {
    if (thrown instanceof Interrupted)
      terminal.err(`\nInterrupted. The log ${log} is complete up to there.\n`);
    throw thrown;
  } finally {
    await engine.close();
    await records.close();
  }
  const { report } = await verifyLog(await openInput(log, context.interruption.asked), context);
  terminal.out(closing(report, log));
  return report.held ? 0 : 1;
};

/** A demo is for a first look: it must not end before it began because of a folder it cannot write. */
const openLog = async ({ log }: DemoOptions, { terminal }: Context) => {
  if (log !== undefined) return { log, records: await Records.open({ log }) };
  try {
    return { log: LOG, records: await Records.open({ log: LOG }) };
  } catch (thrown) {
    if (!(thrown instanceof CommandFailure)) throw thrown;
    const instead = join(tmpdir(), LOG);
    terminal.err(`note: ${thrown.message}; the log goes to ${instead}\n\n`);
    return { log: instead, records: await Records.open({ log: instead }) };
  }
};

interface Stage extends Context {
  readonly engine: Engine;
  readonly records: Records;
}

const tell = async (stage: Stage): Promise<void> => {
  const { engine, terminal } = stage;
  terminal.out(`An evening in the live stream of ${creator}\n\n`);
  await perform(stage, opening());
  terminal.out('\n');
  const board = new Leaderboard();
  const overlay = new Overlay(engine, STREAM, board, terminal.out);
  await perform(stage, gifts(SEED), overlay);
  overlay.close();
  terminal.out(`\n${board.podium()}\n`);
  const { available } = await engine.earnings(creator);
  await perform(stage, payout(Number(available / 10_000n)));
};

const perform = async (stage: Stage, scenes: Iterable<Scene>, overlay?: Overlay): Promise<void> => {
  const { engine, records, terminal, interruption } = stage;
  for await (const { command, outcome } of play(engine, scenes)) {
    await records.add(command.commandId, outcome);
    if (!outcome.ok)
      terminal.out(`${command.at.slice(11, 19)}  refused: ${outcome.code}, ${outcome.message}\n`);
    else
      for (const { position, event } of outcome.events) {
        terminal.out(sentence(event));
        await overlay?.shows(position);
      }
    if (overlay !== undefined && terminal.watched) await sleep(PAUSE);
    interruption.check();
  }
};
