import type { EventStore } from '@largesse/core';
import { createEngine } from '@largesse/engine';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { Journal } from '../journal/journal-file.js';
import { sendUntilTold } from '../writer/send-until-told.js';
import { claimsOf } from './claims.js';

/** How long an order may stay without an outcome when all is well again, in milliseconds. */
const PATIENCE = 30_000;

/** Sends again, by its key, all that writers left open. Every writer has ended. */
export const resolveOpen = async (
  writers: readonly (readonly JournalEntry[])[],
  store: EventStore,
  journal: Journal,
): Promise<void> => {
  const open = claimsOf(writers).filter(({ resolved }) => !resolved);
  const engine = createEngine({ store });
  const end = performance.now() + PATIENCE;
  await Promise.all(
    open.map(({ order }) =>
      sendUntilTold(order, { engine, store }, journal, () => performance.now() < end),
    ),
  );
  await engine.close();
};
