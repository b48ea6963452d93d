import type { Batch, Position, RecordedEvent } from '@largesse/core';
import { recordedEvents } from '@largesse/store-kit';
import type { nonEmptyArray as NEA } from 'fp-ts';
import { writeEvent, writeStanding, type Standing } from '../message/event-text.js';
import type { PlannedMessage } from '../message/stored-message.js';
import type { Subjects } from '../message/subjects.js';
import { grownIndex, writeIndex } from '../message/tag-index.js';
import type { LogView } from '../view/log-view.js';

/** The server takes no more messages in one atomic batch. */
export const MOST_MESSAGES = 1_000;

/** One atomic batch of events as it will stand in the stream, right after the head of a view. */
export interface PlannedEvents {
  readonly messages: readonly PlannedMessage[];
  /** Of each batch that is in it, in their order, the events. */
  readonly recorded: readonly NEA.NonEmptyArray<RecordedEvent>[];
}

/** Plans as many of the batches, from the first on, as one atomic batch takes. */
export const plannedEvents = (
  batches: readonly Batch[],
  view: LogView,
  subjects: Subjects,
  commit: string,
): PlannedEvents => {
  const recorded: NEA.NonEmptyArray<RecordedEvent>[] = [];
  let head = view.head;
  for (const batch of batches) {
    if (head - view.head + batch.events.length > MOST_MESSAGES) break;
    recorded.push(recordedEvents(batch, head));
    head += batch.events.length;
  }
  const indexed = view.indexed();
  const messages = recorded.flat().map((event, n): PlannedMessage => {
    const { position, batch } = event;
    const standing: Standing = { count: view.count + n + 1, lastEvent: position, indexed };
    const subject = subjects.event(batch.key, batch.index);
    return {
      sequence: position,
      subject,
      first: batch.index === 0 && !view.knows(subject),
      commit,
      event,
      standing,
      ends: position === head,
      text: writeEvent(event, batch, standing),
    };
  });
  return { messages, recorded };
};

/** Plans an atomic batch that brings indexes up to date. The view knows them as they are. */
export const plannedIndexes = (
  names: readonly string[],
  view: LogView,
  subjects: Subjects,
  commit: string,
): readonly PlannedMessage[] => {
  const indexes = names.map((subject, n): PlannedMessage => {
    const { index: old, lacks } = view.indexOf(subject);
    const index = grownIndex(old, lacks, view.last(subject)?.sequence ?? 0);
    const sequence: Position = view.head + n + 1;
    return { sequence, subject, commit, ends: false, index, text: writeIndex(index) };
  });
  const { count, lastEvent } = view;
  const sequence = view.head + names.length + 1;
  const left = view.pending.first(new Set(names));
  const standing = { count, lastEvent, indexed: left === undefined ? view.head : left - 1 };
  const text = writeStanding(standing);
  const last = { sequence, subject: subjects.standing, commit, ends: true, standing, text };
  return [...indexes, last];
};
