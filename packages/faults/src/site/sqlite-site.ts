import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../dice.js';
import type { Question } from '../process/messages.js';
import { crashInAppend } from './crash-in-append.js';
import type { Ground, Inject, Site } from './site.js';
import { killWriter, pauseWriter } from './writer-faults.js';

/** The files of SQLite: nothing runs, writers share a file. */
export const sqliteSite = (): Site => ({
  adapter: 'sqlite',
  faults: {
    'kill-writer': { rounds: 5, prepare: onFile(() => killWriter) },
    'crash-in-append': { rounds: 16, prepare: onFile(() => crashInAppend(inTransaction)) },
    'pause-writer': { rounds: 3, prepare: onFile(() => pauseWriter) },
    'full-disk': { rounds: 3, prepare: async (folder) => fullDiskGround(folder) },
  },
  remove: async () => undefined,
});

const onFile = (inject: () => Inject) => async (folder: string) =>
  ground(path.join(folder, 'log.sqlite'), inject());

const ground = (file: string, inject: Inject): Ground => {
  const order = { adapter: 'sqlite', path: file } as const;
  return { writers: order, checker: order, inject, leave: async () => undefined };
};

/** Before each call of the driver in a transaction, and after it. */
const inTransaction = (round: number, dice: Dice): Question => ({
  ask: 'crash',
  plan: {
    transaction: dice.between(1, 5),
    call: Math.floor(round / 2),
    moment: round % 2 === 0 ? 'before' : 'after',
  },
});

const DISK = '64m';

/** A disk of its own where we may mount one; else SQLite is told that it may not grow. */
const fullDiskGround = (folder: string): Ground => {
  const disk = path.join(folder, 'disk');
  mkdirSync(disk);
  const file = path.join(disk, 'log.sqlite');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'largesse-faults', disk], {
      stdio: 'ignore',
    });
  } catch {
    const fullWhile = path.join(folder, 'full');
    const fill = () => writeFileSync(fullWhile, '');
    const free = () => rmSync(fullWhile, { force: true });
    return { ...ground(file, fullFor(fill, free)), fullWhile };
  }
  const ballast = path.join(disk, 'ballast');
  const fill = (room: number) => fillDisk(ballast, room);
  const free = () => rmSync(ballast, { force: true });
  let mounted = true;
  const leave = async () => {
    if (mounted) execFileSync('umount', ['-l', disk]);
    mounted = false;
  };
  return { ...ground(file, fullFor(fill, free)), leave };
};

/** Full with so many bytes of room left, until appends fail; then for a while; then there is room again. */
const fullFor =
  (fill: (room: number) => void, free: () => void): Inject =>
  async (crew, dice) => {
    const before = crew.failed();
    fill(dice.roll(40_000));
    const end = performance.now() + 5_000;
    while (crew.failed() === before && performance.now() < end) await sleep(20);
    await sleep(dice.between(100, 1_000));
    const hit = crew.failed() > before;
    free();
    return hit;
  };

/** Writes until there is no more room, then gives some back. */
const fillDisk = (ballast: string, room: number): void => {
  const file = openSync(ballast, 'w');
  let size = 0;
  try {
    for (const chunk of [Buffer.alloc(1 << 16), Buffer.alloc(1 << 12)]) {
      try {
        for (;;) size += writeSync(file, chunk, 0, chunk.length, size);
      } catch {
        // Full, to the last page with the smaller chunk.
      }
    }
    ftruncateSync(file, Math.max(0, size - room));
  } finally {
    closeSync(file);
  }
};
