import { PassThrough } from 'node:stream';
import type { Terminal } from '../src/output/terminal.js';

/** A terminal that somebody watches, and all that came to be written and drawn on it. */
export const screen = () => {
  let drawn = '';
  const draw = (text: string): void => {
    drawn += text;
  };
  const stream = new PassThrough({ encoding: 'utf8' }).on('data', draw);
  // All that a bar asks of a terminal.
  const progress = Object.assign(stream, {
    isTTY: true,
    columns: 80,
  }) as unknown as NodeJS.WriteStream;
  const terminal: Terminal = {
    ...{ out: draw, err: draw, flush: async () => undefined, watched: true, progress },
  };
  return { terminal, drawn: () => drawn };
};
