import type { Position, RecordedEvent } from '@largesse/core';
import {
  storedMessage,
  type PlannedMessage,
  type RawMessage,
  type StoredMessage,
} from '../message/stored-message.js';
import type { Subjects } from '../message/subjects.js';
import type { StreamServer } from '../server/stream-server.js';
import { frozenEvent } from './frozen-event.js';
import { RecentMap } from './recent-map.js';

/** How many messages are asked for in one range. */
export const MOST_AT_ONCE = 500;

/** How many ranges are asked for at the same time. */
const AT_A_TIME = 4;

/** How many events are kept in memory, not older than so many messages, and each of no more characters than this. */
const KEPT = 5_000;
const RECENT = 20_000;
const LARGE = 16_384;

/** Reads the messages of a stream, and keeps the last events in memory: what is new is asked for most. */
export class MessageReader {
  private readonly recent = new RecentMap<Position, RecordedEvent>(KEPT);

  constructor(
    private readonly server: StreamServer,
    private readonly subjects: Subjects,
    /** Where the stream ends, as far as this process knows. */
    private readonly head: () => Position,
  ) {}

  /** The messages at sequences that are known to be there. */
  async at(sequences: readonly Position[]): Promise<readonly StoredMessage[]> {
    return (await this.server.at(sequences)).map((raw) => this.read(raw));
  }

  /** The first messages from a sequence on, up to another: several ranges at a time, since replicas share the work. */
  async between(from: Position, upTo: Position): Promise<readonly StoredMessage[]> {
    const asked: Promise<readonly RawMessage[]>[] = [];
    for (let n = 0, next = from; n < AT_A_TIME && next <= upTo; n += 1, next += MOST_AT_ONCE) {
      asked.push(this.server.range(next, Math.min(MOST_AT_ONCE, upTo - next + 1)));
    }
    const found: StoredMessage[] = [];
    for (const some of await Promise.all(asked)) {
      // A range may have come short, of large messages: what comes after it is asked for again.
      if (some[0]?.sequence !== from + found.length) continue;
      for (const raw of some) found.push(this.read(raw));
    }
    return found;
  }

  /** The events at positions, ascending; from memory where they are recent. Rejects if there is no event at one of them. */
  async events(positions: readonly Position[]): Promise<readonly RecordedEvent[]> {
    // Taken from memory now: what is read next takes the place of what is oldest there.
    const found = new Map<Position, RecordedEvent>();
    for (const position of positions) {
      const event = this.recent.get(position);
      if (event !== undefined) found.set(position, event);
    }
    const missing = positions.filter((position) => !found.has(position));
    for (const { event } of await this.fetch(missing)) {
      if (event !== undefined) found.set(event.position, event);
    }
    return positions.map((position) => {
      const event = found.get(position);
      if (event === undefined) throw new Error(`There is no event at ${String(position)}`);
      return event;
    });
  }

  /** The events between two positions, in order, or the sequence up to which was looked in vain. */
  async scan(after: Position, upTo: Position): Promise<readonly RecordedEvent[] | Position> {
    const messages = await this.between(after + 1, upTo);
    const events = messages.flatMap(({ event }) =>
      event !== undefined && event.position <= upTo ? [event] : [],
    );
    return events.length > 0 ? events : (messages.at(-1)?.sequence ?? upTo);
  }

  /** A message as a server gave it; keeps its event if it is recent and not large. */
  read(raw: RawMessage): StoredMessage {
    const message = storedMessage(this.subjects, raw);
    const { event } = message;
    if (event === undefined) return message;
    const frozen = frozenEvent(event);
    if (raw.text.length <= LARGE && raw.sequence + RECENT > this.head())
      this.recent.set(raw.sequence, frozen);
    return { ...message, event: frozen };
  }

  /** Keeps events that this process has just written, but for those so large that thousands of them would not fit. */
  keep(messages: readonly PlannedMessage[]): void {
    for (const { sequence, event, text } of messages)
      if (event !== undefined && text.length <= LARGE) this.recent.set(sequence, event);
  }

  /** One by one where they lie far apart, all between the first and the last where they lie close together. */
  private async fetch(positions: readonly Position[]): Promise<readonly StoredMessage[]> {
    const [first = 0] = positions;
    const last = positions.at(-1) ?? 0;
    if (positions.length * 4 < last - first + 1) return this.at(positions);
    const found: StoredMessage[] = [];
    for (let next = first; next <= last;) {
      const some = await this.between(next, last);
      for (const message of some) found.push(message);
      next = (some.at(-1)?.sequence ?? next) + 1;
    }
    return positions.length === 0 ? [] : found;
  }
}
