import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../process/child.js';
import type { Inject } from './site.js';

/** How often a moment is sought at which a writer has an append under way. */
const TRIES = 200;

/** Holds a writer; true if an append of it was under way, else it was let go on. */
const holdInAppend = async (writer: Child): Promise<boolean> => {
  for (let i = 0; i < TRIES && writer.isAlive(); i += 1) {
    writer.signal('SIGSTOP');
    await sleep(10);
    if (writer.tail.refresh().underWay > 0) return true;
    writer.signal('SIGCONT');
    await sleep(3);
  }
  return false;
};

/** `kill -9` of a writer that has an append under way; another takes its place. */
export const killWriter: Inject = async (crew, dice) => {
  const [first, ...more] = crew.writers();
  if (first === undefined) return false;
  const writer = dice.pick(first, ...more);
  const hit = await holdInAppend(writer);
  writer.signal('SIGKILL');
  await writer.gone;
  crew.replace(writer);
  return hit;
};

/** SIGSTOP of a writer that has an append under way, and may hold a lock, for a while. */
export const pauseWriter: Inject = async (crew, dice) => {
  const [first, ...more] = crew.writers();
  if (first === undefined) return false;
  const writer = dice.pick(first, ...more);
  const hit = await holdInAppend(writer);
  await sleep(dice.between(300, 2_500));
  writer.signal('SIGCONT');
  return hit;
};
