import type { AppendError, Appended, NewEvent, Position, RecordedEvent } from '@largesse/core';
import { backoff } from '@largesse/store-kit';
import { either as E, nonEmptyArray as NEA } from 'fp-ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailure } from '../failure.js';
import { eachUnlessInterrupted, type Interruption } from '../interruption.js';
import { eventsIn } from '../store/events-in.js';
import type { OpenStore } from '../store/use-store.js';
import type { RecordedBatch } from './recorded-batch.js';
import { sameEvent } from './same-event.js';

/** How often a chunk is tried whose outcome is not known, or whose store is not there: for about half a minute. */
const MOST_ATTEMPTS = 12;

/**
 * Appends batches in their order and returns the position of the last event. They are asked for in one turn,
 * so that the store writes them in one commit. Reads them back: what the store holds after `after`
 * must be these events, and nothing between them.
 */
export const appendChunk = async (
  open: OpenStore,
  chunk: readonly RecordedBatch[],
  after: Position,
  interruption: Interruption,
): Promise<Position> => {
  const appended = await appendAll(open, chunk, interruption);
  const last = Math.max(...appended.map(({ events }) => NEA.last(events).position));
  await requireAlone(open, { events: chunk.flat(), after, last }, interruption);
  return last;
};

/** The keys make it safe to ask again for all of them: what is there comes back as it is. */
const appendAll = async (
  open: OpenStore,
  chunk: readonly RecordedBatch[],
  interruption: Interruption,
): Promise<readonly Appended[]> => {
  const pauses = backoff(100);
  for (let attempt = 1; ; attempt += 1) {
    const results = await Promise.all(chunk.map((batch) => append(open, batch)));
    const failures = results.filter(E.isLeft).map(({ left }) => left);
    const final = failures.find((failure) => !mayPass(failure));
    if (final !== undefined) throw refused(open.name, final, chunk, results);
    const [failure] = failures;
    if (failure === undefined) return results.filter(E.isRight).map(({ right }) => right);
    if (attempt === MOST_ATTEMPTS) throw open.unavailable(failure);
    interruption.check();
    await sleep(pauses.next(), undefined, { signal: interruption.asked }).catch(() => undefined);
    interruption.check();
  }
};

type Result = E.Either<AppendError, Appended>;

const append = async ({ store, name }: OpenStore, batch: RecordedBatch): Promise<Result> => {
  const [{ batch: stamp }] = batch;
  const { key, fingerprint } = stamp;
  try {
    return await store.append({
      key,
      fingerprint,
      events: NEA.map(asNew)(batch),
      conditions: [],
    })();
  } catch (thrown) {
    // What no store, or not this one, can keep: too large, or data that is none.
    if (!(thrown instanceof TypeError)) throw thrown;
    throw new CommandFailure(`${name} cannot keep an event of the log: ${thrown.message}`);
  }
};

const asNew = ({ type, version, at, tags, data }: RecordedEvent): NewEvent => ({
  ...{ type, version, at, tags, data },
});

const mayPass = ({ code }: AppendError): boolean =>
  code === 'outcome_unknown' || code === 'store_unavailable';

const refused = (
  name: string,
  { code }: AppendError,
  chunk: readonly RecordedBatch[],
  results: readonly Result[],
): CommandFailure => {
  const at = results.findIndex((result) => E.isLeft(result) && result.left.code === code);
  const key = JSON.stringify(chunk[at]?.[0].batch.key ?? '');
  return new CommandFailure(`${name}: ${code}: the key ${key} is in the store or the log already`);
};

interface Written {
  readonly events: readonly RecordedEvent[];
  readonly after: Position;
  readonly last: Position;
}

/** Refuses to go on where somebody else writes, or where the store did not keep what it was given. */
const requireAlone = async (
  open: OpenStore,
  { events, after, last }: Written,
  interruption: Interruption,
): Promise<void> => {
  let met = 0;
  for await (const batch of eachUnlessInterrupted(
    eventsIn(open, { after, upTo: last }),
    interruption,
  ))
    for (const event of batch) {
      const expected = events[met];
      met += 1;
      if (expected === undefined || !sameEvent(event, expected)) throw notAlone(open, event);
    }
  if (met < events.length)
    throw new CommandFailure(
      `${open.name}: an event of the log stood in the store before: is a key there twice?`,
    );
};

const notAlone = ({ name }: OpenStore, { position, type }: RecordedEvent): CommandFailure =>
  new CommandFailure(
    `${name}: event ${String(position)} (${type}) is not the next one of the log: somebody else writes ` +
      'to this store. Stop that, and import into an empty store',
  );
