import { matches, type Batch, type NewEvent, type Query, type QueryItem } from '@largesse/core';

/**
 * Batches that are written together. With `independent`, one is let in only if nothing in the
 * group could decide about it: no batch with its key, no event that one of its conditions asks
 * about. All of such a group can be judged by what the log held before it, by one statement.
 */
export class Group {
  readonly batches: Batch[] = [];
  events = 0;
  private readonly keys = new Set<string>();
  private readonly tags = new Set<string>();
  private readonly types = new Set<string>();

  constructor(private readonly independent: boolean) {}

  /** Whether the batch can come after those that are in. */
  admits({ key, conditions }: Batch): boolean {
    if (!this.independent || this.batches.length === 0) return true;
    if (this.keys.has(key)) return false;
    return !conditions.some(({ failIfEventsMatch }) => this.mayMatch(failIfEventsMatch));
  }

  add(batch: Batch): void {
    this.batches.push(batch);
    this.events += batch.events.length;
    if (!this.independent) return;
    this.keys.add(batch.key);
    for (const { type, tags } of batch.events) {
      this.types.add(type);
      for (const tag of tags) this.tags.add(tag);
    }
  }

  /** Looks at the events one by one only where their tags and types do not already say no. */
  private mayMatch(query: Query): boolean {
    if (query !== 'all' && !query.items.some((item) => this.mayHold(item))) return false;
    return this.batches.some(({ events }) =>
      events.some((event: NewEvent) => matches(query, event)),
    );
  }

  private mayHold({ types, tags }: QueryItem): boolean {
    if (tags !== undefined && !tags.every((tag) => this.tags.has(tag))) return false;
    return types === undefined || types.some((type) => this.types.has(type));
  }
}
