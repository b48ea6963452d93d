import { LogDamaged, type LogEntry, type LogLine } from '@largesse/audit';
import type { RecordedEvent } from '@largesse/core';
import type { nonEmptyArray as NEA } from 'fp-ts';
import { CommandFailure } from '../failure.js';
import type { SeenKeys } from './seen-keys.js';

/** What one append wrote. */
export type RecordedBatch = NEA.NonEmptyArray<RecordedEvent>;

/** What a log was found to be at its end. */
export class LogState {
  /** Whether its end line came. */
  complete = false;
}

/** How large a chunk gets; a batch that is larger is a chunk of its own. */
export interface Most {
  readonly batches: number;
  readonly events: number;
}

/**
 * The batches of a log, each whole, in chunks that a store writes at once. Of a log that is
 * damaged all whole batches before the damage come first; then it throws.
 */
export async function* chunksOf(
  lines: AsyncIterable<readonly LogLine[]>,
  most: Most,
  state: LogState,
): AsyncGenerator<readonly RecordedBatch[]> {
  let batch: RecordedEvent[] = [];
  let chunk: RecordedBatch[] = [];
  let events = 0;
  const take = (entry: LogEntry): void => {
    requireNext(entry, batch);
    batch.push(entry.recorded);
    const [first, ...rest] = batch;
    if (first === undefined || batch.length < first.batch.size) return;
    chunk.push([first, ...rest]);
    events += batch.length;
    batch = [];
  };
  try {
    for await (const some of lines)
      for (const line of some) {
        if (line.kind === 'end') state.complete = true;
        if (line.kind !== 'event') continue;
        take(line);
        if (events < most.events && chunk.length < most.batches) continue;
        yield chunk;
        chunk = [];
        events = 0;
      }
  } catch (thrown) {
    if ((thrown instanceof LogDamaged || thrown instanceof CommandFailure) && chunk.length > 0)
      yield chunk;
    throw thrown;
  }
  if (chunk.length > 0) yield chunk;
  const [cut] = batch;
  if (cut !== undefined)
    throw new CommandFailure(`the log ends within the batch ${JSON.stringify(cut.batch.key)}`);
}

/** Batches that are appended together. */
export interface Part {
  readonly batches: NEA.NonEmptyArray<RecordedBatch>;
  /** Whether the key of the first may have come before in the log. */
  readonly suspect: boolean;
}

/** Cuts before each batch whose key may have come before, so that all before it can be in the store when that is asked. */
export const partsOf = (chunk: readonly RecordedBatch[], seen: SeenKeys): readonly Part[] => {
  const parts: { batches: NEA.NonEmptyArray<RecordedBatch>; suspect: boolean }[] = [];
  for (const batch of chunk) {
    const suspect = seen.add(batch[0].batch.key);
    const last = parts.at(-1);
    if (last === undefined || suspect) parts.push({ batches: [batch], suspect });
    else last.batches.push(batch);
  }
  return parts;
};

const requireNext = ({ line, recorded }: LogEntry, before: readonly RecordedEvent[]): void => {
  const { key, fingerprint, index, size } = recorded.batch;
  const first = before[0]?.batch ?? { key, fingerprint, size };
  const fits =
    index === before.length &&
    key === first.key &&
    fingerprint === first.fingerprint &&
    size === first.size;
  if (!fits)
    throw new CommandFailure(
      `line ${String(line)}: the batch ${JSON.stringify(key)} is torn or mixed with another; verify the log`,
    );
};
