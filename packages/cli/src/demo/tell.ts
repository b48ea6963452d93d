import type { EventStore } from '@largesse/core';
import { EngineFailure, createEngine, type Engine } from '@largesse/engine';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.js';
import { Interrupted } from '../interruption.js';
import type { Records } from '../output/records.js';
import { eveningClock, numberedIds } from './evening-clock.js';
import { STREAM, creator, gifts, opening, payout, play, type Scene } from './evening.js';
import { Leaderboard } from './leaderboard.js';
import { Overlay } from './overlay.js';
import { sentence } from './telling.js';

/** Between two gifts, for a person to watch them fly. In milliseconds. */
const PAUSE = 50;

const SEED = 20_260_301;

/** What an evening is told with. */
export interface Stage extends Context {
  readonly store: EventStore;
  readonly records: Records;
  /** What there is of an evening that is interrupted. */
  readonly left: string;
}

/** Tells the evening, and closes its log whatever comes of it. */
export const tell = async (stage: Stage): Promise<void> => {
  const { store, records, terminal, left } = stage;
  const engine = createEngine({ store, clock: eveningClock(), newId: numberedIds() });
  try {
    await tellOn({ ...stage, engine });
  } catch (thrown) {
    if (thrown instanceof Interrupted)
      terminal.err(`\nInterrupted. ${left} is complete up to there.\n`);
    throw thrown;
  } finally {
    await engine.close();
    await records.close();
  }
};

interface Performance extends Stage {
  readonly engine: Engine;
}

const tellOn = async (stage: Performance): Promise<void> => {
  const { engine, terminal } = stage;
  terminal.out(`An evening in the live stream of ${creator}\n\n`);
  await perform(stage, opening());
  terminal.out('\n');
  const board = new Leaderboard();
  const overlay = new Overlay(engine, STREAM, board, terminal.out);
  try {
    await perform(stage, gifts(SEED), overlay);
  } finally {
    overlay.close();
  }
  terminal.out(`\n${board.podium()}\n`);
  const { available } = await engine.earnings(creator);
  await perform(stage, payout(Number(available / 10_000n)));
};

const perform = async (
  stage: Performance,
  scenes: Iterable<Scene>,
  overlay?: Overlay,
): Promise<void> => {
  const { engine, records, terminal, interruption } = stage;
  for await (const { command, outcome } of play(engine, scenes)) {
    if (!outcome.ok && outcome.kind === 'failed') throw new EngineFailure(outcome);
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
