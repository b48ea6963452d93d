import { logWriter } from '@largesse/audit';
import { START } from '@largesse/core';
import type { Context } from '../context.js';
import { Interrupted } from '../interruption.js';
import { summaryJson, summaryText, type Summary } from '../output/summary.js';
import { requiredStore } from '../store/given-store.js';
import { useStore, type OpenStore } from '../store/use-store.js';
import { writeEvents } from '../store/write-events.js';
import { exportToFile, Exported } from '../transfer/export-to-file.js';

export interface ExportOptions {
  readonly store?: string;
  readonly json: boolean;
}

/** Writes the log of a store into a file, or what the file lacks of it; `-` is standard output. */
export const exportLog = async (
  path: string,
  { store, json }: ExportOptions,
  context: Context,
): Promise<number> => {
  const { terminal } = context;
  const start = performance.now();
  return useStore(requiredStore(store), 'read', context, async (open) => {
    if (path === '-') {
      await exportToOutput(open, context);
      return 0;
    }
    const exported = new Exported();
    await exportToFile(open, path, exported, context).catch((thrown: unknown) => {
      if (thrown instanceof Interrupted) terminal.err(interruptedAt(path, exported));
      throw thrown;
    });
    const { events, added, position } = exported;
    const summary: Summary = {
      events,
      added,
      position,
      seconds: (performance.now() - start) / 1000,
    };
    terminal.out(json ? summaryJson(summary) : summaryText('exported', summary, path));
    return 0;
  });
};

const interruptedAt = (path: string, { begun, position }: Exported): string =>
  begun
    ? `Interrupted. ${path} is written up to position ${String(position)}, without an end line; the same command goes on there.\n`
    : `Interrupted. Nothing was written to ${path} yet.\n`;

/** Nothing else goes to standard output then. A reader that is slow is waited for. */
const exportToOutput = async (open: OpenStore, context: Context): Promise<void> => {
  const { terminal } = context;
  const upTo = await open.ask(open.store.head());
  const writer = logWriter();
  const write = async (text: string): Promise<void> => {
    terminal.out(text);
    await terminal.flush();
  };
  await write(writer.header());
  await writeEvents(open, { after: START, upTo, writer }, { write }, context);
  await write(writer.end());
};
