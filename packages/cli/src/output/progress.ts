import cliProgress, { type SingleBar } from 'cli-progress';
import type { Input } from '../input/input.js';
import type { Terminal } from './terminal.js';

/** What takes no longer than this shows no bar. In milliseconds. */
const PATIENCE = 1000;

/** Counts what is done and, where a person waits for it, draws how much is left. */
export interface Progress {
  /** The input's bytes, counted as they pass. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The batches that are made of them, their items counted when the next batch is asked for. */
  readonly through: <A>(batches: AsyncIterable<readonly A[]>) => AsyncIterable<readonly A[]>;
  readonly stop: () => void;
}

/** A bar over the bytes of an input, with the rate in a unit such as `events`. */
export const progressOver = (input: Input, unit: string, terminal: Terminal): Progress => {
  const { progress: stream } = terminal;
  if (stream === undefined || input.size === undefined) {
    return { chunks: input.chunks, through: (batches) => batches, stop: () => undefined };
  }
  const total = input.size;
  const start = performance.now();
  let bytes = 0;
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
    if (bar !== undefined) bar.update(bytes, payload());
    else if (performance.now() - start > PATIENCE) {
      bar = newBar(stream, unit);
      process.on('exit', stop);
      bar.start(total, bytes, payload());
    }
  };
  return {
    chunks: passed(input.chunks, (chunk) => {
      bytes += chunk.byteLength;
      draw();
    }),
    through: (batches) =>
      passed(batches, (batch) => {
        done += batch.length;
      }),
    stop,
  };
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

async function* passed<A>(all: AsyncIterable<A>, note: (one: A) => void): AsyncGenerator<A> {
  for await (const one of all) {
    yield one;
    note(one);
  }
}
