import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../dice.js';
import type { Question } from '../process/messages.js';
import type { Inject } from './site.js';

/** How long a writer may take to come to the step, in milliseconds. */
const PATIENCE = 10_000;

/** A writer kills itself at a step of an append, one step further each round; another takes its place. */
export const crashInAppend = (at: (round: number, dice: Dice) => Question): Inject => {
  let round = 0;
  return async (crew, dice) => {
    const [first, ...more] = crew.writers();
    if (first === undefined) return false;
    const victim = dice.pick(first, ...more);
    const question = at(round, dice);
    round += 1;
    // It seldom lives to answer.
    await victim.ask(question, PATIENCE).catch(() => undefined);
    await Promise.race([victim.gone, sleep(PATIENCE, undefined, { ref: false })]);
    if (victim.isAlive()) return false;
    const hit = victim.tail.refresh().underWay > 0;
    crew.replace(victim);
    return hit;
  };
};

/**
 * The steps on the way to a server: before the first message of an append, then after each, when something comes
 * back and when it has left.
 */
export const onWire = (round: number): Question => ({
  ask: 'crash-on-wire',
  plan: { messages: Math.ceil(round / 2), moment: round % 2 === 0 ? 'sent' : 'answered' },
});
