import type { Position } from '@largesse/core';
import { grown, lastOf, type PositionTree } from './position-tree.js';

/** Of one tag, or of one type: per type of event where its events stand. What an index message holds, as JSON. */
export type TagIndex = ReadonlyMap<string, PositionTree>;

/** The index with the events of an append: per type their positions. */
export const grownIndex = (
  index: TagIndex,
  added: ReadonlyMap<string, readonly Position[]>,
  holder: number,
): TagIndex => {
  const result = new Map(index);
  for (const [type, positions] of added) {
    result.set(type, grown(index.get(type) ?? [], positions, holder));
  }
  return result;
};

/** The trees of some types, or of all. */
export const treesOf = (
  index: TagIndex,
  types: readonly string[] | undefined,
): readonly PositionTree[] =>
  types === undefined
    ? [...index.values()]
    : [...new Set(types)].flatMap((type) => {
        const tree = index.get(type);
        return tree === undefined ? [] : [tree];
      });

/** The last position that an index knows of some types, 0 if none. */
export const lastIn = (index: TagIndex, types: readonly string[] | undefined): Position =>
  treesOf(index, types).reduce((last, tree) => Math.max(last, lastOf(tree)), 0);

/** As an index message holds it. */
export const writeIndex = (index: TagIndex): string => JSON.stringify([...index]);

/** What an index message holds. */
export const readIndex = (text: string): TagIndex =>
  // Only this package writes to these subjects, and only with `writeIndex`.
  new Map(JSON.parse(text) as [string, PositionTree][]);
