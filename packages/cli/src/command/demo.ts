import { START } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../context.js';
import { closing, logArgument, storeArgument } from '../demo/closing.js';
import { tell } from '../demo/tell.js';
import { CommandFailure } from '../failure.js';
import { openInput, type Input } from '../input/input.js';
import { openLogInput } from '../input/log-input.js';
import { Records } from '../output/records.js';
import { givenStore, type GivenStore } from '../store/given-store.js';
import { useStore, type OpenStore } from '../store/use-store.js';
import { verifyLog } from './verify.js';

export interface DemoOptions {
  /** The store on which the evening happens. A fresh one in memory if absent. */
  readonly store?: string;
  /** Where the event log goes. In the current folder if absent, or nowhere if a store is named. */
  readonly log?: string;
}

/** Where the log goes if nobody says. */
const LOG = 'largesse-demo.jsonl';

/** Tells an evening of gifts on a real engine, then proves its books. */
export const demo = async (options: DemoOptions, context: Context): Promise<number> => {
  if (options.log === '-')
    throw new CommandFailure('--log goes into a file; name one instead of -');
  const store = givenStore(options.store);
  return store === undefined || store.address === 'memory'
    ? demoInMemory(options, context)
    : demoOn(store, options, context);
};

const demoInMemory = async (options: DemoOptions, context: Context): Promise<number> => {
  const { log, records } = await openLog(options, context);
  await tell({ ...context, store: createMemoryStore(), records, left: `The log ${log}` });
  const input = await openInput(log, context.interruption.asked);
  return prove(input, logArgument(log), context);
};

const demoOn = async (
  given: GivenStore,
  { store, log }: DemoOptions,
  context: Context,
): Promise<number> => {
  const name = await useStore(given, 'write', context, async (open) => {
    await requireEmpty(open);
    const records = await Records.open(log === undefined ? {} : { log });
    await tell({ ...context, store: open.store, records, left: `The store ${open.name}` });
    return open.name;
  });
  const input = await openLogInput({ path: undefined, store }, context);
  return prove(input, storeArgument(name), context);
};

/** An invented evening must not come into a log of real money. */
const requireEmpty = async ({ name, store, ask }: OpenStore): Promise<void> => {
  if ((await ask(store.head())) > START)
    throw new CommandFailure(
      `${name} holds events already, and an evening that never was would come among them; name a store that is empty or not there yet`,
    );
};

const prove = async (input: Input, place: string, context: Context): Promise<number> => {
  const { report } = await verifyLog(input, context);
  context.terminal.out(closing(report, place));
  return report.held ? 0 : 1;
};

/** The log is read again, to be verified: what went into a pipe or a device is gone. */
const requireReadable = async (log: string): Promise<void> => {
  const found = await stat(log).catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory())
    throw new CommandFailure(`${log} is no file: the demo reads its log again; name a file`);
};

/** A demo is for a first look: it must not end before it began because of a folder it cannot write. */
const openLog = async ({ log }: DemoOptions, { terminal }: Context) => {
  if (log !== undefined) {
    await requireReadable(log);
    return { log, records: await Records.open({ log }) };
  }
  try {
    return { log: LOG, records: await Records.open({ log: LOG }) };
  } catch (thrown) {
    if (!(thrown instanceof CommandFailure)) throw thrown;
    const instead = join(tmpdir(), LOG);
    terminal.err(`note: ${thrown.message}; the log goes to ${instead}\n\n`);
    return { log: instead, records: await Records.open({ log: instead }) };
  }
};
