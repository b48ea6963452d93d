import type { Position } from '@largesse/core';

/**
 * Where the events of one tag and type stand, ascending, as a tree that is only ever added to. Level 0 holds
 * the last positions. When it is full, it stays in the message that holds it, whose sequence goes to
 * level 1, and begins anew; likewise when level 1 is full, and so on. So each index message is small, the
 * last position is at hand, and the nodes of a long history can be fetched side by side.
 */
export type PositionTree = readonly (readonly number[])[];

/** A level takes no more when it has this many entries. */
const FULL = 16;

/** The tree with further positions; `holder` is the sequence of the message that holds the tree as it was. */
export const grown = (
  tree: PositionTree,
  positions: readonly Position[],
  holder: number,
): PositionTree => {
  const [last = []] = tree;
  if (last.length < FULL) return [[...last, ...positions], ...tree.slice(1)];
  return [positions, ...carried(tree.slice(1), holder)];
};

const carried = (levels: PositionTree, holder: number): PositionTree => {
  const [level = []] = levels;
  if (level.length < FULL) return [[...level, holder], ...levels.slice(1)];
  return [[holder], ...carried(levels.slice(1), holder)];
};

/** The last position of a tree. */
export const lastOf = (tree: PositionTree): Position => tree[0]?.at(-1) ?? 0;

/** About how many positions a tree has: never fewer than a fraction, enough to choose the smaller of two. */
export const sizeOf = (tree: PositionTree): number =>
  tree.reduce((sum, level, height) => sum + level.length * FULL ** height, 0);

/** Loads the trees of the messages at these sequences, in their order. */
export type LoadTrees = (sequences: readonly number[]) => Promise<readonly PositionTree[]>;

/**
 * The positions of a tree above `after`, ascending. Of the older nodes only those are loaded that may hold
 * one: all positions below a node are smaller than the sequence of the node after it.
 */
export const positionsAfter = async (
  tree: PositionTree,
  after: Position,
  load: LoadTrees,
): Promise<readonly Position[]> => {
  let found: readonly Position[] = [];
  for (const height of tree.keys()) {
    found = [...(await atLevel(tree, height, after, load)), ...found];
    // What higher levels hold is older than all of this.
    if ((found[0] ?? Infinity) <= after) break;
  }
  return found.filter((position) => position > after);
};

/** What a level of a tree leads to, without the levels below it. */
const atLevel = async (
  tree: PositionTree,
  height: number,
  after: Position,
  load: LoadTrees,
): Promise<readonly Position[]> => {
  const level = tree[height] ?? [];
  if (height === 0) return level;
  const nodes = await load(level.filter((_, i) => (level[i + 1] ?? Infinity) > after));
  const below = await Promise.all(nodes.map((node) => atLevel(node, height - 1, after, load)));
  return below.flat();
};
