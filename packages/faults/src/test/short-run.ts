import type { EventStore, RecordedEvent } from '@largesse/core';
import { createEngine } from '@largesse/engine';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence } from '../check/check-case.js';
import { readLogOf } from '../check/read-store.js';
import { memoryJournal } from '../journal/journal-file.js';
import { opening } from '../workload/world.js';
import { sendUntilTold } from '../writer/send-until-told.js';
import { startWriter } from '../writer/writer.js';

/** Two writers on one store in this process, for some hundred milliseconds: what a case is made of. */
export const shortRun = async (store: EventStore, seed: number): Promise<Evidence> => {
  const first = memoryJournal();
  const engine = createEngine({ store });
  for (const command of opening)
    await sendUntilTold({ kind: 'command', command }, { engine, store }, first);
  const journals = [memoryJournal(), memoryJournal()];
  const startedAt = Date.now();
  const writers = journals.map((journal, i) =>
    startWriter({
      seed,
      name: `w${String(i)}`,
      store,
      journal,
      engines: 2,
      inHand: 2,
      startedAt,
      patience: 200,
    }),
  );
  await sleep(500);
  await Promise.all(writers.map((writer) => writer.drain()));
  const log: readonly RecordedEvent[] = await readLogOf(store);
  const views = await Promise.all(writers.map((writer) => writer.views().catch(() => [])));
  await Promise.all(writers.map((writer) => writer.close()));
  return {
    writers: [first, ...journals].map(({ entries }) => entries),
    resolver: [],
    followers: [],
    log,
    views: views.flat().map((each, i) => [`engine ${String(i)}`, each] as const),
  };
};
