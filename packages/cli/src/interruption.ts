import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Thrown where a command stops because somebody asked it to. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.exitCode = exitCodeOf(signal);
  }
}

/** Whether the person, or the system, asked the command to stop. */
export interface Interruption {
  /** Aborted when somebody asks, so that nobody waits for input that may never come. */
  readonly asked: AbortSignal;
  /** Throws `Interrupted` if somebody has asked. */
  readonly check: () => void;
  /** Stops listening: the next signal ends the process as usual. */
  readonly release: () => void;
}

/** From now on Ctrl-C is a request, so that what is written can be brought to a good end. */
export const listenForInterruption = (): Interruption => {
  const asking = new AbortController();
  let came: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    // Who asks twice does not want to wait.
    if (came !== undefined) process.exit(exitCodeOf(signal));
    came = signal;
    asking.abort();
  };
  for (const signal of SIGNALS) process.on(signal, note);
  return {
    asked: asking.signal,
    check: () => {
      if (came !== undefined) throw new Interrupted(came);
    },
    release: () => {
      for (const signal of SIGNALS) process.off(signal, note);
    },
  };
};

/** By the shells' convention: 128 and the signal's number. */
const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];
