import { fileFailure, type CommandFailure } from '../failure.js';

/** Where a command speaks to the person who runs it. */
export interface Terminal {
  /** The result, for people or programs. */
  readonly out: (text: string) => void;
  /** What goes on meanwhile, warnings and errors. */
  readonly err: (text: string) => void;
  /** Resolves when all has gone out; throws `CommandFailure` if the result could not, as on a full disk. */
  readonly flush: () => Promise<void>;
  /** Whether a person watches the result. */
  readonly watched: boolean;
  /** Where a progress bar may be drawn, if a person watches. */
  readonly progress?: NodeJS.WriteStream;
}

/** The process's own streams. */
export const processTerminal = (): Terminal => {
  const { stdout, stderr } = process;
  let failure: CommandFailure | undefined;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` that has seen enough is no error: the command goes on without it,
    // so that its log gets its end and its exit status says what came of it.
    if (error.code !== 'EPIPE') failure ??= fileFailure('write', 'standard output', error);
  });
  // Nobody is left to hear of it.
  stderr.on('error', () => undefined);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    flush: async () => {
      await Promise.all([stdout, stderr].map(gone));
      if (failure !== undefined) throw failure;
    },
    watched: stdout.isTTY,
    ...(stderr.isTTY ? { progress: stderr } : {}),
  };
};

const gone = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => {
      resolve();
    });
  });
