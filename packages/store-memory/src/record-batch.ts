import type { Batch, NewEvent, Position, RecordedEvent, Tag } from '@largesse/core';
import { nonEmptyArray as NEA } from 'fp-ts';
import { freezeJson } from './freeze-json.js';

/**
 * The events of a batch as recorded after `head`, frozen through and through. Throws a `TypeError`
 * that names the event for what no store can keep: no events, tags that are not `kind:id`, two tags of one
 * kind, data that JSON cannot hold. Those are mistakes in a program, not outcomes of an append.
 */
export const recordBatch = (
  { key, fingerprint, events }: Batch,
  head: Position,
): NEA.NonEmptyArray<RecordedEvent> => {
  const size = events.length;
  if (size === 0) throw new TypeError(`Batch ${JSON.stringify(key)} has no events`);
  return NEA.mapWithIndex((index, event: NewEvent): RecordedEvent => {
    const flaw = tagFlaw(event.tags) ?? dataFlaw(event);
    if (flaw !== undefined) {
      throw new TypeError(
        `Event ${String(index)} (${event.type}) of ${JSON.stringify(key)}: ${flaw}`,
      );
    }
    return Object.freeze({
      type: event.type,
      version: event.version,
      at: event.at,
      tags: Object.freeze(event.tags),
      data: event.data,
      position: head + index + 1,
      batch: Object.freeze({ key, fingerprint, index, size }),
    });
  })(events);
};

const tagFlaw = (tags: readonly Tag[]): string | undefined => {
  for (let i = 0; i < tags.length; i += 1) {
    const tag = tags[i] ?? '';
    const colon = tag.indexOf(':');
    if (colon < 1) return `the tag ${JSON.stringify(tag)} is not of the form kind:id`;
    for (let j = 0; j < i; j += 1) {
      const earlier = tags[j] ?? '';
      // Kinds are equal if all is, from the colon back: mostly the colon itself stands elsewhere.
      if (sharesStart(earlier, tag, colon)) {
        return `two tags of one kind, ${JSON.stringify(earlier)} and ${JSON.stringify(tag)}`;
      }
    }
  }
  return undefined;
};

const sharesStart = (a: string, b: string, last: number): boolean => {
  for (let i = last; i >= 0; i -= 1) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return true;
};

const dataFlaw = ({ data }: NewEvent): string | undefined => {
  const place = freezeJson(data);
  return place === undefined ? undefined : `JSON cannot hold data${place}`;
};
