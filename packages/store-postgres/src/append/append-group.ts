import { messageOf, type AppendError, type Batch, type RecordedEvent } from '@largesse/core';
import { recordedEvents, repeated, type AppendResult } from '@largesse/store-kit';
import { either as E, nonEmptyArray as NEA, option as O } from 'fp-ts';
import { NothingWritten, type Database, type Statement } from '../database.js';
import type { LogReader } from '../read/log-reader.js';
import { appendCall } from './append-call.js';

/** What `append` in SQL answers. */
interface Answer {
  readonly head: number;
  readonly refused: ReadonlySet<number>;
  readonly known: ReadonlySet<number>;
}

const REFUSED: AppendResult = E.left({ code: 'condition_failed' });

/** Writes groups of batches that do not decide about each other, each group in one round trip and one commit. */
export class GroupAppend {
  constructor(
    private readonly database: Database,
    private readonly schema: string,
    private readonly reader: LogReader,
  ) {}

  /** Never rejects: where an outcome is unknown, it says so. */
  async append(batches: readonly Batch[]): Promise<readonly AppendResult[]> {
    let answer: Answer;
    try {
      answer = await this.call(batches);
    } catch (thrown) {
      if (!(thrown instanceof NothingWritten)) return batches.map(() => E.left(unknown(thrown)));
      // Of a group that the server refused, one may be at fault for all.
      if (batches.length > 1 && thrown.cause !== undefined) return this.oneByOne(batches);
      return batches.map(() => E.left(unavailable(thrown)));
    }
    const earlier = await this.earlier(batches, answer);
    let head = answer.head;
    return batches.map((batch, i) => {
      const number = i + 1;
      // The key first: a repeat may break its own conditions.
      if (answer.known.has(number)) return earlier(batch);
      if (answer.refused.has(number)) return REFUSED;
      const events = recordedEvents(batch, head);
      head += events.length;
      return E.right({ events, repeated: false });
    });
  }

  private async call(batches: readonly Batch[]): Promise<Answer> {
    const [[head, refused, known] = []] = await this.database.write(this.statement(batches));
    return { head: Number(head), refused: numbers(refused), known: numbers(known) };
  }

  /** What no text can hold, as data of a gigabyte together, was not sent. */
  private statement(batches: readonly Batch[]): Statement {
    try {
      return appendCall(this.schema, batches);
    } catch (cause) {
      throw new NothingWritten(`${this.database.name}: ${messageOf(cause)}`, { cause });
    }
  }

  private async oneByOne(batches: readonly Batch[]): Promise<readonly AppendResult[]> {
    const results: AppendResult[] = [];
    for (const batch of batches) results.push(...(await this.append([batch])));
    return results;
  }

  /** Answers the batches whose keys were there. */
  private async earlier(
    batches: readonly Batch[],
    { known }: Answer,
  ): Promise<(batch: Batch) => AppendResult> {
    if (known.size === 0) return () => E.left(unknown('No such key'));
    const keys = batches.filter((_, i) => known.has(i + 1)).map(({ key }) => key);
    try {
      // A map, no object: `__proto__` is a key like any other.
      const byKey = new Map<string, RecordedEvent[]>();
      for (const event of await this.reader.batches(keys)) {
        const events = byKey.get(event.batch.key);
        if (events === undefined) byKey.set(event.batch.key, [event]);
        else events.push(event);
      }
      return ({ key, fingerprint }) => {
        const found = NEA.fromArray(byKey.get(key) ?? []);
        return O.isSome(found)
          ? repeated(found.value, fingerprint)
          : E.left(unknown(`The events of ${JSON.stringify(key)} are gone`));
      };
    } catch (thrown) {
      return () => E.left(unknown(thrown));
    }
  }
}

const numbers = (list: unknown): ReadonlySet<number> =>
  new Set(Array.isArray(list) ? list.map(Number) : []);

const unknown = (thrown: unknown): AppendError => ({
  code: 'outcome_unknown',
  message: messageOf(thrown),
});

const unavailable = (thrown: unknown): AppendError => ({
  code: 'store_unavailable',
  message: messageOf(thrown),
});
