import { START, type EventStore, type Position } from '@largesse/core';
import { createEngine, type Engine } from '@largesse/engine';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dice } from '../dice.js';
import type { Order } from '../journal/journal-entry.js';
import type { Journal } from '../journal/journal-file.js';
import { chainOf, chainQuery, plannedProbe } from '../workload/probe.js';
import { plannedCommand } from '../workload/planned-command.js';
import { notingStore } from './noting-store.js';
import { sendUntilTold } from './send-until-told.js';
import { sharedCommand } from './shared-command.js';
import { viewsOf, type Views } from './views.js';

export interface WriterOptions {
  readonly seed: number;
  /** Distinct for each writer, also for one that takes the place of one that was killed. */
  readonly name: string;
  readonly store: EventStore;
  readonly journal: Journal;
  /** How many engines share the store's handle. */
  readonly engines: number;
  /** How many commands each engine has in hand. */
  readonly inHand: number;
  /** When the first common command is due, in Unix milliseconds; all writers are told the same. */
  readonly startedAt: number;
  /** How long it goes on to ask for what it was not told when it is drained, in milliseconds. */
  readonly patience: number;
}

export interface Writer {
  /** Sends nothing new; resolves when everything sent has got its answer. */
  readonly drain: () => Promise<void>;
  /** What each of its engines says that everybody has now. */
  readonly views: () => Promise<readonly Views[]>;
  readonly close: () => Promise<void>;
}

/** Between two commands of one hand, at most, in milliseconds: a log of some thousands is enough. */
const BREATH = 12;

/** How often all writers send one and the same command id, in milliseconds. */
const SLOT = 60;

/** Sends a seeded workload to a store through several engines, until it is drained. */
export const startWriter = (options: WriterOptions): Writer => {
  const { seed, name: author, journal, startedAt } = options;
  const store = notingStore(options.store, journal);
  const engines = Array.from({ length: options.engines }, () =>
    // Snapshots are opened and saved while all this goes on, too.
    createEngine({ store, snapshotEvery: 50 }),
  );
  const dice = new Dice(seed, author, 'pace');
  let draining = false;
  let patientUntil = Infinity;
  let number = 0;

  const send = (order: Order, engine: Engine) =>
    sendUntilTold(order, { engine, store }, journal, () => performance.now() < patientUntil);

  const commands = async (engine: Engine) => {
    while (!draining) {
      const command = plannedCommand({ seed, author, number: number++ });
      await send({ kind: 'command', command }, engine);
      await sleep(dice.roll(BREATH));
    }
  };

  /** At the same moment as every other writer, and by all engines at once. */
  const shared = async () => {
    while (!draining) {
      const slot = Math.ceil((Date.now() - startedAt + 1) / SLOT);
      await sleep(Math.max(0, startedAt + slot * SLOT - Date.now()));
      const place = { seed, author: 'all', number: slot };
      await Promise.all(
        engines.map((engine, i) => {
          const command = sharedCommand(place, `${author}-${String(i)}`);
          return send({ kind: 'command', command }, engine);
        }),
      );
    }
  };

  const probes = async (engine: Engine) => {
    for (let count = 0; !draining; count += 1) {
      const place = { seed, author, number: count };
      const after = await lastOf(store, chainOf(place)).catch(() => undefined);
      if (after !== undefined)
        await send({ kind: 'probe', batch: plannedProbe(place, after) }, engine);
      await sleep(dice.roll(2 * BREATH));
    }
  };

  const [first] = engines;
  const hands = engines.flatMap((engine) =>
    Array.from({ length: options.inHand }, () => commands(engine)),
  );
  const work = [...hands, shared(), ...(first === undefined ? [] : [probes(first)])];

  return {
    drain: async () => {
      draining = true;
      patientUntil = performance.now() + options.patience;
      await Promise.all(work);
    },
    views: () => Promise.all(engines.map(viewsOf)),
    close: async () => {
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
};

const lastOf = async (store: EventStore, chain: string): Promise<Position> => {
  let last = START;
  for await (const events of store.read(chainQuery(chain))) last = events.at(-1)?.position ?? last;
  return last;
};
