import type { Input } from '../input/input.js';
import { progressBar } from './progress-bar.js';
import type { Terminal } from './terminal.js';

/** Counts what is done and, where a person waits for it, draws how much is left. */
export interface Progress {
  /** The input's bytes, counted as they pass. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The batches that are made of them, their items counted when the next batch is asked for. */
  readonly through: <A>(batches: AsyncIterable<readonly A[]>) => AsyncIterable<readonly A[]>;
  readonly stop: () => void;
}

/** A bar over an input, with the rate in a unit such as `events`. */
export const progressOver = (
  input: Pick<Input, 'chunks' | 'size' | 'reached'>,
  unit: string,
  terminal: Terminal,
): Progress => {
  let bytes = 0;
  const { chunks, reached = () => bytes } = input;
  const bar = progressBar({ ...input, reached }, unit, terminal);
  return {
    chunks: passed(chunks, (chunk) => {
      bytes += chunk.byteLength;
      bar.draw();
    }),
    through: (batches) =>
      passed(batches, (batch) => {
        bar.count(batch.length);
      }),
    stop: bar.stop,
  };
};

async function* passed<A>(all: AsyncIterable<A>, note: (one: A) => void): AsyncGenerator<A> {
  for await (const one of all) {
    yield one;
    note(one);
  }
}
