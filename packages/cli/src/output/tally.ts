import type { Submitted } from '@largesse/engine';
import { table } from './table.js';

/** Counts what came of commands. */
export class Tally {
  private readonly start = performance.now();
  private readonly byCode = new Map<string, number>();
  commands = 0;
  accepted = 0;
  retried = 0;
  events = 0;

  count(outcome: Submitted): void {
    this.commands += 1;
    if (!outcome.ok) {
      this.byCode.set(outcome.code, (this.byCode.get(outcome.code) ?? 0) + 1);
    } else if (outcome.status === 'retried') {
      this.retried += 1;
    } else {
      this.accepted += 1;
      this.events += outcome.events.length;
    }
  }

  /** The refusals, the most frequent first. */
  refused(): readonly (readonly [string, number])[] {
    return [...this.byCode].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  }

  seconds(): number {
    return (performance.now() - this.start) / 1000;
  }
}

/** A summary for people, with the files that were written. */
export const tallyText = (tally: Tally, written: readonly string[]): string => {
  const seconds = tally.seconds();
  const refused = tally.refused();
  const total = refused.reduce((sum, [, count]) => sum + count, 0);
  const rows = [
    ['commands', count(tally.commands)],
    ['accepted', count(tally.accepted)],
    ['retried', count(tally.retried)],
    ['refused', count(total)],
    ...refused.map(([code, number]) => [`  ${code}`, count(number)]),
    ['events', count(tally.events)],
    ['time', `${seconds.toFixed(2)} s`],
  ];
  const where = written.length === 0 ? '' : `\nwritten: ${written.join(', ')}\n`;
  return table(['outcome', ''], rows, [1]) + where;
};

/** The same for programs. */
export const tallyJson = (tally: Tally): string => {
  const { commands, accepted, retried, events } = tally;
  const refused = Object.fromEntries(tally.refused());
  const seconds = Number(tally.seconds().toFixed(3));
  return `${JSON.stringify({ commands, accepted, retried, refused, events, seconds }, null, 2)}\n`;
};

const count = (number: number): string => number.toLocaleString('en-US');
