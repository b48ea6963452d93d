import type { Context } from '../context.js';
import { progressBar } from '../output/progress-bar.js';
import { logText, type LogRange } from './log-text.js';
import type { OpenStore } from './use-store.js';

/** What takes a text and says when it can take more. */
type Write = (text: string) => Promise<void>;

/** Writes the lines of a store's events in a range, with progress. Calls `passed` after each part. */
export const writeEvents = async (
  open: OpenStore,
  range: LogRange,
  {
    write,
    passed,
  }: { readonly write: Write; readonly passed?: (position: number, events: number) => void },
  { terminal, interruption }: Context,
): Promise<void> => {
  const { after, upTo } = range;
  let reached = after;
  const way = { size: upTo - after, reached: () => reached - after };
  const bar = progressBar(way, 'events', terminal);
  try {
    for await (const { text, events, position } of logText(open, range, interruption)) {
      await write(text);
      reached = position;
      bar.count(events);
      bar.draw();
      passed?.(position, events);
    }
  } finally {
    bar.stop();
  }
};
