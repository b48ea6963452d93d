/** Where a command speaks to the person who runs it. */
export interface Terminal {
  /** The result, for people or programs. */
  readonly out: (text: string) => void;
  /** What goes on meanwhile, warnings and errors. */
  readonly err: (text: string) => void;
  /** Whether a person watches the result. */
  readonly watched: boolean;
  /** Where a progress bar may be drawn, if a person watches. */
  readonly progress?: NodeJS.WriteStream;
}

/** The process's own streams. */
export const processTerminal = (): Terminal => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  watched: process.stdout.isTTY,
  ...(process.stderr.isTTY ? { progress: process.stderr } : {}),
});
