import { createEngine, type Engine } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyLog } from './verify.js';
import { closing } from '../demo/closing.js';
import { eveningClock, numberedIds } from '../demo/evening-clock.js';
import { STREAM, creator, gifts, opening, payout, play, type Scene } from '../demo/evening.js';
import { Leaderboard } from '../demo/leaderboard.js';
import { giftLine, sentence } from '../demo/telling.js';
import { exitCodeOf, listenForInterruption, type Interruption } from '../interruption.js';
import { Records } from '../output/records.js';
import type { Terminal } from '../output/terminal.js';

export interface DemoOptions {
  /** Where the event log goes. */
  readonly log: string;
}

/** Between two gifts, for a person to watch them fly. In milliseconds. */
const PAUSE = 50;

const SEED = 20_260_301;

/** Tells an evening of gifts on a real engine, then proves its books. */
export const demo = async ({ log }: DemoOptions, terminal: Terminal): Promise<number> => {
  const records = await Records.open({ log });
  const engine = createEngine({
    store: createMemoryStore(),
    clock: eveningClock(),
    newId: numberedIds(),
  });
  const interruption = listenForInterruption();
  try {
    await tell({ engine, records, terminal, interruption });
  } finally {
    interruption.release();
    await engine.close();
    await records.close();
  }
  const signal = interruption.signal();
  if (signal !== undefined) {
    terminal.err(`\nInterrupted. The log ${log} is complete up to there.\n`);
    return exitCodeOf(signal);
  }
  const { report } = await verifyLog(log, terminal);
  terminal.out(closing(report, log));
  return report.held ? 0 : 1;
};

interface Stage {
  readonly engine: Engine;
  readonly records: Records;
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}

const tell = async (stage: Stage): Promise<void> => {
  const { engine, terminal } = stage;
  terminal.out(`An evening in the live stream of ${creator}\n\n`);
  await perform(stage, opening());
  terminal.out('\n');
  const board = new Leaderboard();
  const overlay = engine.gifts$(STREAM).subscribe((gift) => {
    board.add(gift);
    terminal.out(giftLine(gift));
  });
  await perform(stage, gifts(SEED), terminal.watched ? PAUSE : 1);
  overlay.unsubscribe();
  terminal.out(`\n${board.podium()}\n`);
  const { available } = await engine.earnings(creator);
  await perform(stage, payout(Number(available / 10_000n)));
};

const perform = async (
  { engine, records, terminal, interruption }: Stage,
  scenes: Iterable<Scene>,
  pause = 0,
): Promise<void> => {
  for await (const { command, outcome } of play(engine, scenes)) {
    await records.add(command.commandId, outcome);
    if (outcome.ok) for (const { event } of outcome.events) terminal.out(sentence(event));
    else
      terminal.out(`${command.at.slice(11, 19)}  refused: ${outcome.code}, ${outcome.message}\n`);
    // A turn for the overlay, which follows the log by itself.
    await sleep(pause);
    if (interruption.signal() !== undefined) return;
  }
};
