/** Whether the person, or the system, asked the command to stop. */
export interface Interruption {
  /** The signal that came first, if one came. */
  readonly signal: () => NodeJS.Signals | undefined;
  /** Stops listening: the next signal ends the process as usual. */
  readonly release: () => void;
}

/** From now on Ctrl-C is a request, so that what is written can be brought to a good end. */
export const listenForInterruption = (): Interruption => {
  let came: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    // Who asks twice does not want to wait.
    if (came !== undefined) process.exit(exitCodeOf(signal));
    came = signal;
  };
  process.on('SIGINT', note);
  process.on('SIGTERM', note);
  return {
    signal: () => came,
    release: () => {
      process.off('SIGINT', note);
      process.off('SIGTERM', note);
    },
  };
};

/** By the shells' convention: 128 and the signal's number. */
export const exitCodeOf = (signal: NodeJS.Signals): number => (signal === 'SIGTERM' ? 143 : 130);
