import type { Batch } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import type { Statement } from '../database.js';
import { arrayText } from '../stored/array-text.js';
import { indexKey } from '../stored/index-key.js';
import { hashOf, laneOf, rememberedHashes } from '../stored/lane.js';
import { storedTags } from '../stored/stored-event.js';
import { CheckRows } from './check-rows.js';
import { LaneRows } from './lane-rows.js';

const typeHash = rememberedHashes();

/** The columns of the events of a group, see `sql/append.ts`. */
class Columns {
  /**
   * One that is never let go. V8 throws away what it compiled for objects of a shape when a full garbage collection finds none of
   * them alive, as between two groups: each time, the next ten thousand appends would cost the client half as much again.
   */
  static readonly kept = new Columns();

  readonly keys: string[] = [];
  readonly longKeys: (string | null)[] = [];
  readonly fingerprints: string[] = [];
  readonly sizes: number[] = [];
  readonly batches: number[] = [];
  readonly indexes: number[] = [];
  readonly types: string[] = [];
  readonly versions: number[] = [];
  readonly ats: string[] = [];
  readonly tags: string[] = [];
  readonly data: string[] = [];
  readonly lanes = new LaneRows();
  readonly checks = new CheckRows();
  readonly typeLanes = new Map<string, number>();

  add({ key, fingerprint, events, conditions }: Batch, number: number): void {
    const indexed = indexKey(key);
    const stored = toStoredText(key);
    const longKey = indexed === stored ? null : stored;
    const storedFingerprint = toStoredText(fingerprint);
    for (let i = 0; i < events.length; i += 1) {
      const event = events[i];
      if (event === undefined) continue;
      this.keys.push(indexed);
      this.longKeys.push(longKey);
      this.fingerprints.push(storedFingerprint);
      this.sizes.push(events.length);
      this.batches.push(number);
      this.indexes.push(i);
      this.addEvent(event);
    }
    for (const condition of conditions) this.checks.add(number, condition);
  }

  private addEvent({ type, version, at, tags, data }: Batch['events'][number]): void {
    const stored = toStoredText(type);
    const hash = typeHash(type);
    this.types.push(stored);
    this.versions.push(version);
    this.ats.push(toStoredText(at));
    this.tags.push(storedTags(tags));
    this.data.push(JSON.stringify(data));
    this.typeLanes.set(stored, hash);
    const number = this.types.length;
    this.lanes.add(hash, number);
    for (const tag of tags) this.lanes.add(laneOf(hash, hashOf(tag)), number);
  }
}

/** The one statement that appends a group of batches. */
export const appendCall = (schema: string, batches: readonly Batch[]): Statement => {
  const columns = new Columns();
  for (const [i, batch] of batches.entries()) columns.add(batch, i + 1);
  const { lanes, checks, typeLanes, data, ...arrays } = columns;
  const newTypes = [[...typeLanes.keys()], [...typeLanes.values()]];
  return {
    name: 'largesse append',
    text: `SELECT head, refused, known FROM ${schema}.append(${PLACES})`,
    values: [
      // JSON has no raw line feed in it: a list of JSON needs no quotes.
      data.join('\n'),
      ...[
        ...Object.values(arrays),
        ...newTypes,
        ...Object.values(lanes.columns()),
        ...Object.values(checks.columns()),
      ].map((list: Column) => arrayText(list)),
      checks.others.length === 0 ? null : JSON.stringify(checks.others),
    ],
  };
};

type Column = readonly (string | number | null)[];

const PLACES = Array.from({ length: 22 }, (_, i) => `$${String(i + 1)}`).join(', ');
