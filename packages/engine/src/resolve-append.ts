import {
  messageOf,
  type Appended,
  type AppendError,
  type Batch,
  type EventStore,
} from '@largesse/core';
import { either as E } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often an append whose outcome is unknown is sent again, and the first pause in ms. */
const AGAIN = { times: 5, pause: 20 };

type Result = E.Either<AppendError, Appended>;

/** Sends a batch whose outcome is unknown again, until its key says what became of it. */
export const resolveAppend = async (store: EventStore, batch: Batch): Promise<Result> => {
  for (let { times, pause } = AGAIN; ; times -= 1, pause *= 2) {
    await sleep(pause);
    const result = await store.append(batch)().catch(unknownOutcome);
    if (times === 1 || E.isRight(result) || result.left.code !== 'outcome_unknown') return result;
  }
};

/** An append that throws has said nothing of its outcome. */
export const unknownOutcome = (thrown: unknown): Result => {
  const message = messageOf(thrown);
  return E.left({ code: 'outcome_unknown', message });
};
