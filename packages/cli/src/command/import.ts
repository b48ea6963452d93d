import { LogDamaged, readLog, type LogLine } from '@largesse/audit';
import type { Position } from '@largesse/core';
import { option as O } from 'fp-ts';
import type { Context } from '../context.js';
import { CommandFailure } from '../failure.js';
import { begun } from '../input/begun.js';
import { openInput } from '../input/input.js';
import { readFrom } from '../input/read-from.js';
import { Interrupted } from '../interruption.js';
import { progressOver } from '../output/progress.js';
import { summaryJson, summaryText } from '../output/summary.js';
import { requiredStore } from '../store/given-store.js';
import { useStore, type OpenStore } from '../store/use-store.js';
import { appendChunk } from '../transfer/append-chunk.js';
import { endsWithEndLine } from '../transfer/end-line.js';
import { HeldEvents } from '../transfer/held-events.js';
import {
  chunksOf,
  LogState,
  partsOf,
  type Most,
  type RecordedBatch,
} from '../transfer/recorded-batch.js';
import { SeenKeys } from '../transfer/seen-keys.js';

export interface ImportOptions {
  readonly store?: string;
  /** Takes a log without an end line for what it is: the beginning of another. */
  readonly partial: boolean;
  readonly json: boolean;
}

/**
 * So much is asked for at once. Every store writes so much in one commit, in order; of more, under load, a
 * part may be written before what comes first.
 */
const AT_ONCE: Most = { batches: 50, events: 400 };

/** What an import has done so far. */
interface Imported {
  /** Events of the log that are in the store. */
  events: number;
  /** Events that were not there before. */
  added: number;
  /** The store's last position. */
  head: Position;
}

/** Appends the batches of a log to a store that is empty or holds the beginning of that log. */
export const importLog = async (
  path: string,
  { store: option, partial, json }: ImportOptions,
  context: Context,
): Promise<number> => {
  const { terminal, interruption } = context;
  const start = performance.now();
  const store = requiredStore(option);
  const input = await openInput(path, interruption.asked);
  const progress = progressOver(input, 'events', terminal);
  try {
    // What standard input is, also if it is a file, has no name to look at its end by.
    const isFile = path !== '-' && input.size !== undefined;
    if (isFile && !partial && (await endsWithEndLine(path)) === false)
      throw new CommandFailure(
        `${input.name} ${NO_END}. Nothing was written; --partial takes it as it is`,
      );
    // What is no log is refused before a store is made for it.
    const batches = progress.through(readLog(progress.chunks));
    const whole = await readFrom(input.name, interruption, () => begun(batches));
    const lines = partial ? upToTheCut(whole, input.name, terminal) : whole;
    return await useStore(store, 'write', context, async (open) => {
      const imported: Imported = { events: 0, added: 0, head: await open.ask(open.store.head()) };
      const { complete } = await importFrom(lines, open, imported, {
        ...context,
        name: input.name,
      })
        .finally(progress.stop)
        .catch((thrown: unknown) => {
          throw withProgress(thrown, open, imported, context);
        });
      if (!complete && !partial)
        throw new CommandFailure(`${input.name} ${NO_END}. ${soFar(open, imported)}${MENDED}`);
      const summary = { ...imported, seconds: (performance.now() - start) / 1000 };
      terminal.out(json ? summaryJson(summary) : summaryText('imported', summary));
      return 0;
    });
  } finally {
    progress.stop();
    await input.close();
  }
};

const NO_END =
  'does not end with its end line: it was cut, is still being written, or something follows that line';

type Lines = AsyncIterable<readonly LogLine[]>;

/** A log without its end may end anywhere, also within a line: what comes before is taken. */
async function* upToTheCut(lines: Lines, name: string, { err }: Context['terminal']) {
  try {
    yield* lines;
  } catch (thrown) {
    if (!(thrown instanceof LogDamaged) || thrown.code !== 'cut_off') throw thrown;
    err(`note: ${name}: line ${String(thrown.line)} is cut off; what comes before it is taken\n`);
  }
}

const importFrom = async (
  lines: Lines,
  open: OpenStore,
  imported: Imported,
  { name, interruption }: Context & { readonly name: string },
): Promise<LogState> => {
  const state = new LogState();
  const held = new HeldEvents(open, imported.head, interruption);
  const seen = new SeenKeys();
  await readFrom(name, interruption, async () => {
    for await (const chunk of chunksOf(lines, AT_ONCE, state)) {
      interruption.check();
      let first = 0;
      for (const batch of chunk) {
        if (!(await held.holds(batch))) break;
        first += 1;
        imported.events = held.count;
      }
      for (const batch of chunk.slice(0, first)) seen.add(batch[0].batch.key);
      for (const { batches, suspect } of partsOf(chunk.slice(first), seen)) {
        if (suspect) await requireNew(open, batches[0]);
        imported.head = await appendChunk(open, batches, imported.head, interruption);
        const events = batches.reduce((sum, batch) => sum + batch.length, 0);
        imported.events += events;
        imported.added += events;
      }
    }
    await held.requireNoMore();
  });
  const head = await open.ask(open.store.head());
  if (head !== imported.head)
    throw new CommandFailure(
      `${open.name} went on to position ${String(head)}: somebody else writes to it`,
    );
  return state;
};

/**
 * Refuses the second batch with a key, before it is asked for: a store would pass over that one and keep what
 * follows, which is then no beginning of any log.
 */
const requireNew = async (open: OpenStore, [event]: RecordedBatch): Promise<void> => {
  const { position, type, batch } = event;
  if (O.isNone(await open.ask(open.store.lookup(batch.key)))) return;
  throw new CommandFailure(
    `position ${String(position)} (${type}): the key ${JSON.stringify(batch.key)} is in the log twice; verify the log`,
  );
};

const GOES_ON = 'the same command goes on there.';
const MENDED = 'once that is mended, the same command goes on there.';

/** Says how far it came: what is in the store is the beginning of the log. */
const withProgress = (
  thrown: unknown,
  open: OpenStore,
  imported: Imported,
  { terminal }: Context,
): unknown => {
  if (thrown instanceof Interrupted)
    terminal.err(`Interrupted. ${soFar(open, imported)}${GOES_ON}\n`);
  else if (thrown instanceof CommandFailure && imported.added > 0)
    return new CommandFailure(`${thrown.message}\n${soFar(open, imported)}${MENDED}`);
  return thrown;
};

const soFar = ({ name }: OpenStore, { events }: Imported): string =>
  // What was under way may be written, too.
  `${name} holds at least the first ${events === 1 ? 'event' : `${String(events)} events`} of the log; `;
