import type { Batch, Position, RecordedEvent, Tag } from '@largesse/core';
import { recordedEvents } from '@largesse/store-kit';
import type { nonEmptyArray as NEA } from 'fp-ts';
import { writeEvent } from './event-text.js';
import type { LogView } from './log-view.js';
import type { StoredMessage } from './stored-message.js';
import type { Subjects } from './subjects.js';
import { grownIndex, writeIndex, type TagIndex } from './tag-index.js';

/** The server takes no more messages in one atomic batch. */
export const MOST_MESSAGES = 1_000;

/** One atomic batch as it will stand in the stream: the indexes, then the events. */
export interface PlannedCommit {
  readonly messages: readonly PlannedMessage[];
  /** Of each batch that is in it, in their order, the events. */
  readonly recorded: readonly NEA.NonEmptyArray<RecordedEvent>[];
}

/** A message with the text that is sent. */
export interface PlannedMessage extends StoredMessage {
  readonly text: string;
}

/** The subjects whose last messages must be known to write a batch. */
export const indexesOf = ({ events }: Batch, subjects: Subjects): readonly string[] =>
  events.flatMap(({ type, tags }) => [
    subjects.type(type),
    ...tags.map((tag: Tag) => subjects.tag(tag)),
  ]);

/** How many of the batches, from the first on, go into one commit: at least one, which may still be too large. */
const fitting = (batches: readonly Batch[], subjects: Subjects): number => {
  const indexes = new Set<string>();
  let events = 0;
  for (const [n, batch] of batches.entries()) {
    for (const subject of indexesOf(batch, subjects)) indexes.add(subject);
    events += batch.events.length;
    if (events + indexes.size > MOST_MESSAGES) return Math.max(n, 1);
  }
  return batches.length;
};

/** How many messages a batch takes alone. */
export const messagesOf = (batch: Batch, subjects: Subjects): number =>
  batch.events.length + new Set(indexesOf(batch, subjects)).size;

/** Writes as many of the batches as one commit takes, right after the head of the view. */
export const planned = (
  batches: readonly Batch[],
  view: LogView,
  subjects: Subjects,
  commit: string,
): PlannedCommit => {
  const chosen = batches.slice(0, fitting(batches, subjects));
  const names = new Set(chosen.flatMap((batch) => indexesOf(batch, subjects)));
  const recorded: NEA.NonEmptyArray<RecordedEvent>[] = [];
  // Indexes stand before the events, so that the last message of the log is always an event.
  let head = view.head + names.size;
  for (const batch of chosen) {
    recorded.push(recordedEvents(batch, head));
    head += batch.events.length;
  }
  const events = eventMessages(recorded, view.count, subjects, commit);
  const indexes = indexMessages(recorded.flat(), names, view, subjects, commit);
  return { messages: [...indexes, ...events], recorded };
};

const eventMessages = (
  recorded: readonly (readonly RecordedEvent[])[],
  countBefore: number,
  subjects: Subjects,
  commit: string,
): readonly PlannedMessage[] => {
  const all = recorded.flat();
  return all.map((event, n): PlannedMessage => {
    const { position, batch } = event;
    const count = countBefore + n + 1;
    return {
      sequence: position,
      subject: subjects.event(batch.key, batch.index),
      ...{ commit, event, count, index: undefined, ends: n === all.length - 1 },
      text: writeEvent(event, batch, count),
    };
  });
};

const indexMessages = (
  events: readonly RecordedEvent[],
  names: ReadonlySet<string>,
  view: LogView,
  subjects: Subjects,
  commit: string,
): readonly PlannedMessage[] => {
  const added = new Map([...names].map((name) => [name, new Map<string, Position[]>()]));
  const add = (name: string, type: string, position: Position): void => {
    const types = added.get(name);
    const positions = types?.get(type);
    if (positions === undefined) types?.set(type, [position]);
    else positions.push(position);
  };
  for (const { type, tags, position } of events) {
    add(subjects.type(type), type, position);
    for (const tag of tags) add(subjects.tag(tag), type, position);
  }
  return [...added].map(([subject, types], n): PlannedMessage => {
    const last = view.last(subject);
    const index: TagIndex = grownIndex(last?.index ?? new Map(), types, last?.sequence ?? 0);
    const sequence = view.head + n + 1;
    const common = { commit, event: undefined, count: undefined, ends: false };
    return { sequence, subject, ...common, index, text: writeIndex(index) };
  });
};
