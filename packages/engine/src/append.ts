import type { Appended, AppendError, Batch, EventStore } from '@largesse/core';
import { either as E } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often an append whose outcome is unknown is sent again, and the first pause in ms. */
const AGAIN = { times: 5, pause: 20 };

type Result = E.Either<AppendError, Appended>;

/** Appends a batch. Where the outcome is unknown, the batch is sent again: its key resolves it. */
export const append = async (store: EventStore, batch: Batch): Promise<Result> => {
  for (let { times, pause } = AGAIN; ; times -= 1, pause *= 2) {
    let result: Result;
    try {
      result = await store.append(batch)();
    } catch (thrown) {
      result = unknown(thrown);
    }
    if (times === 0 || E.isRight(result) || result.left.code !== 'outcome_unknown') return result;
    await sleep(pause);
  }
};

/** An append that throws has said nothing of its outcome. */
const unknown = (thrown: unknown): Result => {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return E.left({ code: 'outcome_unknown', message });
};
