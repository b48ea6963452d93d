import cliProgress, { type SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** What takes no longer than this shows no bar. In milliseconds. */
const PATIENCE = 1000;

/** How far something is on its way. */
export interface Way {
  /** Its length, in any unit; no bar is drawn where it is not known. */
  readonly size?: number;
  /** How far it has come, in the same unit. */
  readonly reached: () => number;
}

/** A bar that a person watches who waits for longer than a second. */
export interface ProgressBar {
  /** So many more items are done. */
  readonly count: (items: number) => void;
  /** Shows how far it has come. */
  readonly draw: () => void;
  readonly stop: () => void;
}

/** A bar over a way, with the rate in a unit such as `events`. */
export const progressBar = (
  { size, reached }: Way,
  unit: string,
  { progress: stream }: Terminal,
): ProgressBar => {
  if (stream === undefined || size === undefined)
    return { count: () => undefined, draw: () => undefined, stop: () => undefined };
  const start = performance.now();
  let done = 0;
  let bar: SingleBar | undefined;
  // Also where the process ends at once: a terminal must not be left without cursor.
  const stop = (): void => {
    bar?.stop();
    process.off('exit', stop);
  };
  const payload = () => ({
    rate: Math.round((done / (performance.now() - start)) * 1000).toLocaleString('en-US'),
  });
  const draw = (): void => {
    if (bar !== undefined) bar.update(reached(), payload());
    else if (performance.now() - start > PATIENCE) {
      bar = newBar(stream, unit);
      process.on('exit', stop);
      bar.start(size, reached(), payload());
    }
  };
  return { count: (items) => (done += items), draw, stop };
};

const newBar = (stream: NodeJS.WriteStream, unit: string): SingleBar =>
  new cliProgress.SingleBar({
    stream,
    hideCursor: true,
    clearOnComplete: true,
    format: `{bar} {percentage}% | {rate} ${unit}/s | {eta}s left`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
  });
