import type { Batch, NewEvent, Tag } from '@largesse/core';
import { freezeJson } from './freeze-json.js';

/**
 * Throws a `TypeError` that names the event for what no store can keep: no events, tags that are not
 * `kind:id`, two tags of one kind, data that JSON cannot hold. Those are mistakes in a program, not
 * outcomes of an append. Tags and data of what passes are frozen: they may be written and handed out
 * again without a copy, and are still what was handed in.
 */
export const checkBatch = ({ key, events }: Batch): void => {
  if (events.length === 0) throw new TypeError(`Batch ${JSON.stringify(key)} has no events`);
  for (let i = 0; i < events.length; i += 1) {
    const event = events[i];
    const flaw = event === undefined ? 'it is missing' : eventFlaw(event);
    if (flaw === undefined) continue;
    const name = `Event ${String(i)} (${String(event?.type)})`;
    throw new TypeError(`${name} of ${JSON.stringify(key)}: ${flaw}`);
  }
};

const eventFlaw = ({ tags, data }: NewEvent): string | undefined => {
  const flaw = tagFlaw(tags);
  if (flaw !== undefined) return flaw;
  const place = freezeJson(data);
  if (place !== undefined) return `JSON cannot hold data${place}`;
  Object.freeze(tags);
  return undefined;
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
