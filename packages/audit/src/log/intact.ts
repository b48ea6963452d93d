import { START } from '@largesse/core';
import { damage } from './line-text.js';
import type { LogDamaged } from './log-damaged.js';
import type { LogLine } from './log-line.js';

/**
 * Passes on the lines of a log that is as its writer left it. Balances of any other log would
 * be wrong in silence, so it throws at the first line that does not follow from the one before.
 */
export const requireIntact = (): ((line: LogLine) => LogLine) => {
  let events = 0;
  let position = START;
  return (line) => {
    if (!line.hashFits) throw broken(line);
    if (line.kind === 'event') {
      if (line.recorded.position <= position) throw outOfOrder(line, line.recorded.position);
      position = line.recorded.position;
      events += 1;
    }
    if (line.kind === 'end' && (line.events !== events || line.position !== position))
      throw damage('end_mismatch', line, endMismatch(line, events, position));
    return line;
  };
};

/** Says what a hash that does not fit means. */
export const CHAIN_BROKEN =
  'the hash does not fit: this line was changed, or lines were lost, repeated or moved here';

/** Says how the end line and the lines before it differ. */
export const endMismatch = (
  end: { readonly events: number; readonly position: number },
  events: number,
  position: number,
): string =>
  `the end line counts ${String(end.events)} events up to position ${String(end.position)}; ` +
  `there are ${String(events)} up to position ${String(position)}`;

const ADVICE = 'Verify the log to see what that breaks, or take it as it was written';

const broken = (line: LogLine): LogDamaged =>
  damage('chain_broken', line, `${CHAIN_BROKEN}. ${ADVICE}`);

const outOfOrder = (line: LogLine, position: number): LogDamaged =>
  damage(
    'out_of_order',
    line,
    `position ${String(position)} is not above the one before. ${ADVICE}`,
  );
