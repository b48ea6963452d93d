import cliProgress, { type SingleBar } from 'cli-progress';
import type { Input } from '../input/file-chunks.js';
import type { Terminal } from './terminal.js';

/** What takes no longer than this shows no bar. In milliseconds. */
const PATIENCE = 1000;

/** Counts what is done and, where a person waits for it, draws how much is left. */
export interface Progress {
  /** The input's bytes, counted as they pass. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** So many more of the unit are done. */
  readonly advance: (count: number) => void;
  readonly stop: () => void;
}

/** A bar over the bytes of an input, with the rate in a unit such as `events`. */
export const progressOver = (input: Input, unit: string, terminal: Terminal): Progress => {
  const { progress: stream } = terminal;
  if (stream === undefined || input.size === undefined) {
    return { chunks: input.chunks, advance: () => undefined, stop: () => undefined };
  }
  const total = input.size;
  const start = performance.now();
  let bytes = 0;
  let done = 0;
  let bar: SingleBar | undefined;
  const payload = () => ({
    rate: Math.round((done / (performance.now() - start)) * 1000).toLocaleString('en-US'),
  });
  const draw = (): void => {
    if (bar !== undefined) bar.update(bytes, payload());
    else if (performance.now() - start > PATIENCE) {
      bar = newBar(stream, unit);
      bar.start(total, bytes, payload());
    }
  };
  return {
    chunks: counted(input.chunks, (count) => {
      bytes += count;
      draw();
    }),
    advance: (count) => {
      done += count;
    },
    stop: () => {
      bar?.stop();
    },
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

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    count(chunk.byteLength);
  }
}
