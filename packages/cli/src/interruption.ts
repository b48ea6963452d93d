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

/** For what must come to its end although somebody asked. Who asks twice ends it all the same. */
export const uninterrupted: Interruption = {
  asked: new AbortController().signal,
  check: () => undefined,
  release: () => undefined,
};

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

/** The promise, unless somebody asks before it is settled: then nobody waits for it any more. */
export const unlessInterrupted = async <A>(
  promise: Promise<A>,
  { asked, check }: Interruption,
): Promise<A> => {
  let stop = (): void => undefined;
  const asking = new Promise<undefined>((resolve) => {
    stop = () => {
      resolve(undefined);
    };
    asked.addEventListener('abort', stop);
    if (asked.aborted) stop();
  });
  try {
    const first = await Promise.race([promise.then((value) => ({ value })), asking]);
    if (first !== undefined) return first.value;
    check();
    throw new Error('A command was stopped, but nobody asked');
  } finally {
    asked.removeEventListener('abort', stop);
  }
};

/** The batches of a read, unless somebody asks, even while the next one is awaited. */
export async function* eachUnlessInterrupted<A>(
  all: AsyncIterable<A>,
  interruption: Interruption,
): AsyncGenerator<A> {
  const iterator = all[Symbol.asyncIterator]();
  try {
    for (;;) {
      const result = await unlessInterrupted(iterator.next(), interruption);
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    // One that waits ends when its wait does: nobody who asked to stop waits for that.
    const ended = iterator.return?.();
    if (interruption.asked.aborted) ended?.catch(() => undefined);
    else await ended;
  }
}

/** By the shells' convention: 128 and the signal's number. */
const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];
