import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from './check/finding.js';
import { startChild, type Child } from './process/child.js';
import type { Crew, Ground } from './site/site.js';

/** How many writer processes there are. */
const WRITERS = 3;

/** How long a writer may take to be acknowledged something again when all is healed, in milliseconds. */
const RECOVERY = 40_000;

export interface WholeCrew extends Crew {
  /** All that ever were, those that were killed with them. */
  readonly everybody: readonly Child[];
  /** Waits until each writer was acknowledged something new; says which was not. */
  readonly progress: () => Promise<readonly Finding[]>;
}

/** Starts the writers of a case. */
export const startCrew = (ground: Ground, folder: string, seed: number): WholeCrew => {
  const everybody: Child[] = [];
  const startedAt = Date.now();
  const start = (place: string, incarnation: number): Child => {
    const name = `${place}-${String(incarnation)}`;
    const child = startChild({
      role: 'writer',
      ...{ name, seed, startedAt, store: ground.writers },
      journal: path.join(folder, `${name}.journal`),
      ...(ground.fullWhile === undefined ? {} : { fullWhile: ground.fullWhile }),
    });
    everybody.push(child);
    return child;
  };
  const crew = new Map(
    Array.from({ length: WRITERS }, (_, i) => [`w${String(i)}`, start(`w${String(i)}`, 0)]),
  );
  const writers = () => [...crew.values()];
  const sum = (count: (child: Child) => number) =>
    everybody.reduce((total, child) => total + count(child), 0);

  return {
    everybody,
    writers,
    underWay: () => writers().reduce((total, { tail }) => total + tail.refresh().underWay, 0),
    failed: () => sum(({ tail }) => tail.refresh().failed),
    replace: ({ name }) => {
      const [place = '', incarnation = ''] = name.split('-');
      crew.set(place, start(place, Number(incarnation) + 1));
    },
    progress: async () => {
      const before = new Map(writers().map((child) => [child, child.tail.refresh().acknowledged]));
      const end = performance.now() + RECOVERY;
      const late = () =>
        [...before].filter(([{ tail }, count]) => tail.refresh().acknowledged <= count);
      while (late().length > 0 && performance.now() < end) await sleep(25);
      return late().map(([{ name, isAlive }]) => ({
        kind: 'stuck',
        message: `${name} ${isAlive() ? 'was acknowledged nothing' : 'ended by itself'} ${String(RECOVERY)} ms after all was well`,
      }));
    },
  };
};
