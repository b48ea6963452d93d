import type { Command } from '@largesse/domain';
import { Dice } from '../dice.js';
import { plannedCommand, type Place } from '../workload/planned-command.js';

/**
 * A command that all writers send at the same time under one id. Mostly all send the same content,
 * which takes effect once; one time in four each sender has a content of its own, and only one can win.
 */
export const sharedCommand = (place: Place, sender: string): Command => {
  const command = plannedCommand(place);
  const alike = new Dice(place.seed, place.author, place.number, 'alike').roll(4) > 0;
  if (alike) return command;
  const second = new Dice(sender).between(10, 59);
  return { ...command, at: `2026-03-01T18:00:${String(second)}.000Z` };
};
