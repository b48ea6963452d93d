import type { AppendCondition, Batch, Position, QueryItem } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import { arrayText } from './array-text.js';
import type { Statement } from './database.js';
import { indexKey } from './index-key.js';
import { hashOf, laneOf, rememberedHashes } from './lane.js';
import { storedTags } from './stored-event.js';

const typeHash = rememberedHashes();

/** The values of one call of `append`, see `sql/append.ts`: a list a column. */
class Columns {
  readonly keys: string[] = [];
  readonly longKeys: (string | null)[] = [];
  readonly fingerprints: string[] = [];
  readonly sizes: number[] = [];
  readonly batches: number[] = [];
  readonly indexes: number[] = [];
  readonly types: string[] = [];
  readonly typeLanes: number[] = [];
  readonly versions: number[] = [];
  readonly ats: string[] = [];
  readonly tags: string[] = [];
  readonly data: string[] = [];
  readonly laneEvents: number[] = [];
  readonly lanes: number[] = [];
  readonly checkBatches: number[] = [];
  readonly checkLanes: number[] = [];
  readonly checkAfters: number[] = [];
  readonly checkTypes: string[] = [];
  readonly checkTags: string[] = [];
  readonly others: object[] = [];

  add({ key, fingerprint, events, conditions }: Batch): void {
    const indexed = indexKey(key);
    const stored = toStoredText(key);
    this.keys.push(indexed);
    this.longKeys.push(indexed === stored ? null : stored);
    this.fingerprints.push(toStoredText(fingerprint));
    this.sizes.push(events.length);
    for (let i = 0; i < events.length; i += 1) this.addEvent(events[i], i);
    for (const condition of conditions) this.addCondition(condition);
  }

  private addEvent(event: Batch['events'][number] | undefined, index: number): void {
    if (event === undefined) return;
    const type = typeHash(event.type);
    this.batches.push(this.keys.length);
    this.indexes.push(index);
    this.types.push(toStoredText(event.type));
    this.typeLanes.push(type);
    this.versions.push(event.version);
    this.ats.push(toStoredText(event.at));
    this.tags.push(storedTags(event.tags));
    this.data.push(JSON.stringify(event.data));
    this.addLane(type);
    for (const tag of event.tags) this.addLane(laneOf(type, hashOf(tag)));
  }

  private addLane(lane: number): void {
    this.laneEvents.push(this.types.length);
    this.lanes.push(lane);
  }

  private addCondition({ failIfEventsMatch, after }: AppendCondition): void {
    const place = boundOf(after);
    const items = failIfEventsMatch === 'all' ? [{}] : failIfEventsMatch.items;
    for (const item of items) this.addItem(item, place);
  }

  private addItem({ types, tags = [] }: QueryItem, after: Position): void {
    const [tag] = tags;
    if (types === undefined || tags.length > 1) {
      this.addOther(types, tags, after);
      return;
    }
    for (const type of types) {
      const hash = typeHash(type);
      this.checkBatches.push(this.keys.length);
      this.checkLanes.push(tag === undefined ? hash : laneOf(hash, hashOf(tag)));
      this.checkAfters.push(after);
      this.checkTypes.push(toStoredText(type));
      this.checkTags.push(storedTags(tag === undefined ? [] : [tag]));
    }
  }

  private addOther(
    types: QueryItem['types'],
    tags: Batch['events'][number]['tags'],
    after: Position,
  ) {
    const batch = this.keys.length;
    if (tags.length === 0) this.others.push({ batch, after });
    else {
      const asked = { tags: storedTags(tags), tagHashes: tags.map(hashOf) };
      const ofTypes = types === undefined ? {} : { types: types.map(toStoredText) };
      this.others.push({ batch, after, ...asked, ...ofTypes });
    }
  }
}

/** A place in the log as a whole number that PostgreSQL takes; no place is above the last. */
export const boundOf = (position: Position): Position =>
  Math.min(Math.max(Math.floor(position), 0), Number.MAX_SAFE_INTEGER);

/** The one statement that appends a group of batches. */
export const appendCall = (schema: string, batches: readonly Batch[]): Statement => {
  const columns = new Columns();
  for (const batch of batches) columns.add(batch);
  const { others, ...arrays } = columns;
  return {
    name: 'largesse append',
    text: `SELECT head, refused, known, known_at FROM ${schema}.append(${PLACES})`,
    values: [
      ...Object.entries(arrays).map(([name, list]: readonly [string, Column]) =>
        // JSON has no raw line feed in it: a list of JSON needs no quotes.
        name === 'data' ? list.join('\n') : arrayText(list),
      ),
      others.length === 0 ? null : JSON.stringify(others),
    ],
  };
};

type Column = readonly (string | number | null)[];

const PLACES = Array.from({ length: 20 }, (_, i) => `$${String(i + 1)}`).join(', ');
