import {
  asksForAll,
  matches,
  type AppendCondition,
  type Position,
  type Query,
  type QueryItem,
  type RecordedEvent,
} from '@largesse/core';
import { lastOf, positionsAfter, sizeOf } from '../message/position-tree.js';
import type { Subjects } from '../message/subjects.js';
import { lastIn } from '../message/tag-index.js';
import type { IndexAsKnown } from '../view/log-view.js';
import type { Tail } from '../view/tail.js';

const MOST_AT_ONCE = 500;

const itemsOf = (query: Query): readonly QueryItem[] => (query === 'all' ? [] : query.items);

/** Answers queries from the indexes that stand in the stream beside the events. */
export class Selection {
  constructor(
    private readonly tail: Tail,
    private readonly subjects: Subjects,
  ) {}

  /** The subjects of the indexes that an answer to a query needs. */
  subjectsOf(query: Query): readonly string[] {
    return asksForAll(query) ? [] : itemsOf(query).flatMap((item) => this.subjectsOfItem(item));
  }

  private subjectsOfItem({ types, tags = [] }: QueryItem): readonly string[] {
    return tags.length > 0
      ? tags.map((tag) => this.subjects.tag(tag))
      : (types ?? []).map((type) => this.subjects.type(type));
  }

  /**
   * The subjects that the view must know to say whether a condition holds. None if it is about what came after the horizon:
   * an index that the view does not know was written before, and what it has lacked since is pending.
   */
  subjectsFor({ failIfEventsMatch, after }: AppendCondition): readonly string[] {
    return after >= this.tail.view.horizon ? [] : this.subjectsOf(failIfEventsMatch);
  }

  /**
   * Whether an event that matches stands after a position, as far as the view goes. Rejects if the view does not know the
   * subjects for it: what it shows of others is as if nothing were there.
   */
  async hasAfter(condition: AppendCondition): Promise<boolean> {
    const { failIfEventsMatch: query, after } = condition;
    const { view } = this.tail;
    for (const subject of this.subjectsFor(condition))
      if (!view.knows(subject)) throw new Error(`The index ${subject} was forgotten meanwhile`);
    if (asksForAll(query)) return view.lastEvent > after;
    for (const item of itemsOf(query)) {
      const { types, tags = [] } = item;
      const stands = (subject: string): boolean => {
        const { index, lacks } = view.indexOf(subject);
        return lastIn(index, lacks, types) > after;
      };
      const subjects = this.subjectsOfItem(item);
      if (tags.length <= 1) {
        if (subjects.some(stands)) return true;
      } else if (subjects.every(stands)) {
        const indexes = new Map(subjects.map((each) => [each, view.indexOf(each)]));
        if ((await this.positionsOfItem(item, after, indexes)).length > 0) return true;
      }
    }
    return false;
  }

  /** The matching events after a position up to another, in batches that are never empty. */
  async *between(
    query: Query,
    after: Position,
    upTo: Position,
  ): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    if (asksForAll(query)) yield* this.scanned(after, upTo);
    else yield* this.found(query, after, upTo);
  }

  private async *scanned(after: Position, upTo: Position) {
    for (let position = after; position < upTo;) {
      const events = await this.tail.reader.scan(position, upTo);
      if (typeof events !== 'number') yield events;
      position = typeof events === 'number' ? events : (events.at(-1)?.position ?? upTo);
    }
  }

  private async *found(query: Query, after: Position, upTo: Position) {
    const positions = await this.positions(query, after, upTo);
    for (let i = 0; i < positions.length; i += MOST_AT_ONCE) {
      const events = await this.tail.reader.events(positions.slice(i, i + MOST_AT_ONCE));
      const wanted = events.filter((event) => matches(query, event));
      if (wanted.length > 0) yield wanted;
    }
  }

  private async positions(
    query: Query,
    after: Position,
    upTo: Position,
  ): Promise<readonly Position[]> {
    const subjects = this.subjectsOf(query);
    // All at one moment: while older nodes are loaded, an index may take up what it lacked.
    const indexes = await this.tail.asOf(
      upTo,
      subjects,
      (view) => new Map(subjects.map((subject) => [subject, view.indexOf(subject)])),
    );
    const lists = await Promise.all(
      itemsOf(query).map((item) => this.positionsOfItem(item, after, indexes)),
    );
    const found = new Set(lists.flat().filter((position) => position <= upTo));
    return [...found].sort((a, b) => a - b);
  }

  /** Of several tags, the positions that all of them have. */
  private async positionsOfItem(
    item: QueryItem,
    after: Position,
    indexes: Indexes,
  ): Promise<readonly Position[]> {
    const { types, tags = [] } = item;
    const found = this.subjectsOfItem(item).map((subject) => indexes.get(subject) ?? NOTHING);
    if (tags.length <= 1) {
      return (await Promise.all(found.map((each) => this.positionsIn(each, types, after)))).flat();
    }
    const bySize = found.map((each) => ({ each, size: sizeIn(each, types) }));
    bySize.sort((a, b) => a.size - b.size);
    let common: readonly Position[] | undefined;
    for (const { each } of bySize) {
      if (common?.length === 0) break;
      const positions = await this.positionsIn(each, types, after);
      const has = new Set(positions);
      common = common === undefined ? positions : common.filter((position) => has.has(position));
    }
    return common ?? [];
  }

  private async positionsIn(
    { index, lacks }: IndexAsKnown,
    types: readonly string[] | undefined,
    after: Position,
  ): Promise<readonly Position[]> {
    const pending = [...lacks].flatMap(([type, positions]) =>
      types === undefined || types.includes(type) ? positions : [],
    );
    const lists = [...new Set(types ?? index.keys())].map(async (type) => {
      const tree = index.get(type) ?? [];
      if (lastOf(tree) <= after) return [];
      return positionsAfter(tree, after, async (sequences) =>
        (await this.tail.reader.at(sequences)).map((message) => message.index?.get(type) ?? []),
      );
    });
    const late = pending.filter((position) => position > after);
    return [...(await Promise.all(lists)).flat(), ...late];
  }
}

type Indexes = ReadonlyMap<string, IndexAsKnown>;

const NOTHING: IndexAsKnown = { index: new Map(), lacks: new Map() };

const sizeIn = ({ index, lacks }: IndexAsKnown, types: readonly string[] | undefined): number => {
  let size = 0;
  for (const type of types ?? index.keys()) size += sizeOf(index.get(type) ?? []);
  for (const type of types ?? lacks.keys()) size += lacks.get(type)?.length ?? 0;
  return size;
};
