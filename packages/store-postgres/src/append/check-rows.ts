import type { AppendCondition, Position, QueryItem } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import { hashOf, laneOf, rememberedHashes } from '../stored/lane.js';
import { boundOf } from '../stored/position-bound.js';
import { storedTags } from '../stored/stored-event.js';

const typeHash = rememberedHashes();

/**
 * What a group's conditions ask: rows that one lane each answers, and `others`. Batches that ask the same share
 * a row: all gifts of a moment are guarded by the same policies.
 */
export class CheckRows {
  private readonly batches: string[] = [];
  private readonly lanes: number[] = [];
  private readonly afters: number[] = [];
  private readonly types: string[] = [];
  private readonly tags: string[] = [];
  private readonly untagged = new Map<string, number>();
  readonly others: object[] = [];

  /** Adds what one batch is guarded by. */
  add(batch: number, { failIfEventsMatch, after }: AppendCondition): void {
    const place = boundOf(after);
    const items = failIfEventsMatch === 'all' ? [{}] : failIfEventsMatch.items;
    for (const item of items) this.addItem(batch, item, place);
  }

  /** A list a column; of `checkBatches` an element is itself a list, as PostgreSQL writes it. */
  columns(): {
    readonly checkBatches: readonly string[];
    readonly checkLanes: readonly number[];
    readonly checkAfters: readonly number[];
    readonly checkTypes: readonly string[];
    readonly checkTags: readonly string[];
  } {
    return {
      checkBatches: this.batches.map((list) => `{${list}}`),
      checkLanes: this.lanes,
      checkAfters: this.afters,
      checkTypes: this.types,
      checkTags: this.tags,
    };
  }

  private addItem(batch: number, { types, tags = [] }: QueryItem, after: Position): void {
    const [tag] = tags;
    if (types === undefined || tags.length > 1) this.addOther(batch, types, tags, after);
    else if (tag === undefined) for (const type of types) this.addUntagged(batch, type, after);
    else {
      const [hash, stored] = [hashOf(tag), storedTags(tags)];
      for (const type of types) this.push(batch, laneOf(typeHash(type), hash), after, type, stored);
    }
  }

  private addUntagged(batch: number, type: string, after: Position): void {
    const asked = `${String(after)} ${type}`;
    const same = this.untagged.get(asked);
    if (same === undefined) {
      this.untagged.set(asked, this.lanes.length);
      this.push(batch, typeHash(type), after, type, '');
    } else this.batches[same] = `${this.batches[same] ?? ''},${String(batch)}`;
  }

  private push(batch: number, lane: number, after: Position, type: string, tags: string): void {
    this.batches.push(String(batch));
    this.lanes.push(lane);
    this.afters.push(after);
    this.types.push(toStoredText(type));
    this.tags.push(tags);
  }

  private addOther(
    batch: number,
    types: QueryItem['types'],
    tags: NonNullable<QueryItem['tags']>,
    after: Position,
  ): void {
    if (tags.length === 0) this.others.push({ batch, after });
    else {
      const asked = { tags: storedTags(tags), tagHashes: tags.map(hashOf) };
      const ofTypes = types === undefined ? {} : { types: types.map(toStoredText) };
      this.others.push({ batch, after, ...asked, ...ofTypes });
    }
  }
}
