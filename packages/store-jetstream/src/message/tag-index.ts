import type { Position } from '@largesse/core';
import { grown, lastOf, type PositionTree } from './position-tree.js';

/** Positions by type of event. */
export type PositionsByType = ReadonlyMap<string, readonly Position[]>;

/** Of one tag, or of one type: per type of event where its events stand. What an index message holds, as JSON. */
export type TagIndex = ReadonlyMap<string, PositionTree>;

/** The index with what it lacked; `holder` is the sequence of the message that holds it as it was. */
export const grownIndex = (index: TagIndex, added: PositionsByType, holder: number): TagIndex => {
  const result = new Map(index);
  for (const [type, positions] of added) {
    result.set(type, grown(index.get(type) ?? [], positions, holder));
  }
  return result;
};

/** The last position that an index knows of some types, or that it lacks; 0 if there is none. */
export const lastIn = (
  index: TagIndex,
  lacks: PositionsByType,
  types: readonly string[] | undefined,
): Position => {
  let last = 0;
  for (const type of types ?? index.keys()) last = Math.max(last, lastOf(index.get(type) ?? []));
  for (const type of types ?? lacks.keys()) last = Math.max(last, lacks.get(type)?.at(-1) ?? 0);
  return last;
};

/** As an index message holds it. */
export const writeIndex = (index: TagIndex): string => JSON.stringify([...index]);

/** What an index message holds. */
export const readIndex = (text: string): TagIndex =>
  // Only this package writes to these subjects, and only with `writeIndex`.
  new Map(JSON.parse(text) as [string, PositionTree][]);
