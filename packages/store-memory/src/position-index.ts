import {
  START,
  type NewEvent,
  type Position,
  type QueryItem,
  type RecordedEvent,
  type Tag,
} from '@largesse/core';

/** Where the events of one type stand, ascending. */
interface TypePositions {
  readonly type: string;
  readonly positions: Position[];
}

/**
 * Finds positions by tag and type. Per tag one list for each type of event that carries it: the
 * withdrawals of a creator are found without passing a million gifts. A tag that only one event
 * carries, as most payments do, costs no more than the number of its position.
 */
export interface PositionIndex {
  readonly add: (event: RecordedEvent) => void;
  /**
   * Lists that together hold every match of an item that has types or tags. They hold nothing
   * else, unless the item has several tags: then they are those of its rarest tag.
   */
  readonly candidates: (item: QueryItem) => readonly (readonly Position[])[];
  /**
   * No match of an item that has types or tags stands after this; and one stands here, unless the
   * item has several tags. What every guard asks, without a list being made.
   */
  readonly lastCandidate: (item: QueryItem) => Position;
}

/** An index of a log in which the event at position p is `log[p - 1]`. */
export const positionIndex = (log: readonly Pick<NewEvent, 'type'>[]): PositionIndex => {
  const byType = new Map<string, Position[]>();
  const byTag = new Map<Tag, Position | TypePositions[]>();

  const isOf = (types: QueryItem['types'], position: Position): boolean =>
    types === undefined || types.includes(log[position - 1]?.type ?? '');

  const addTag = (tag: Tag, type: string, position: Position): void => {
    const known = byTag.get(tag);
    if (known === undefined) byTag.set(tag, position);
    else if (typeof known !== 'number') listOf(known, type).push(position);
    else {
      const lists = [{ type: log[known - 1]?.type ?? type, positions: [known] }];
      listOf(lists, type).push(position);
      byTag.set(tag, lists);
    }
  };

  const ofTag = (tag: Tag, types: QueryItem['types']): readonly (readonly Position[])[] => {
    const known = byTag.get(tag);
    if (known === undefined) return [];
    if (typeof known === 'number') return isOf(types, known) ? [[known]] : [];
    const lists: Position[][] = [];
    for (const { type, positions } of known) {
      if (types === undefined || types.includes(type)) lists.push(positions);
    }
    return lists;
  };

  const lastOfTag = (tag: Tag, types: QueryItem['types']): Position => {
    const known = byTag.get(tag);
    if (known === undefined) return START;
    if (typeof known === 'number') return isOf(types, known) ? known : START;
    let last = START;
    for (const { type, positions } of known) {
      if (types === undefined || types.includes(type)) last = Math.max(last, lastIn(positions));
    }
    return last;
  };

  const lastOfTypes = (types: readonly string[]): Position => {
    let last = START;
    for (const type of types) last = Math.max(last, lastIn(byType.get(type) ?? NONE));
    return last;
  };

  return {
    add: ({ position, type, tags }) => {
      const known = byType.get(type);
      if (known === undefined) byType.set(type, [position]);
      else known.push(position);
      for (const tag of tags) addTag(tag, type, position);
    },
    candidates: ({ types, tags = NONE }) => {
      let rarest: readonly (readonly Position[])[] | undefined;
      for (const tag of tags) {
        const lists = ofTag(tag, types);
        if (rarest === undefined || total(lists) < total(rarest)) rarest = lists;
      }
      return rarest ?? (types ?? []).map((type) => byType.get(type) ?? []);
    },
    lastCandidate: ({ types, tags = NONE }) => {
      // A match carries all the tags, so that none stands after the last of any.
      let last = tags.length === 0 ? lastOfTypes(types ?? NONE) : Infinity;
      for (const tag of tags) last = Math.min(last, lastOfTag(tag, types));
      return last;
    },
  };
};

const NONE: readonly never[] = [];

const listOf = (lists: TypePositions[], type: string): Position[] => {
  for (const list of lists) if (list.type === type) return list.positions;
  const positions: Position[] = [];
  lists.push({ type, positions });
  return positions;
};

const lastIn = (positions: readonly Position[]): Position => positions.at(-1) ?? START;

const total = (lists: readonly (readonly Position[])[]): number =>
  lists.reduce((sum, { length }) => sum + length, 0);
