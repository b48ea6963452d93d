import type { QueryItem, RecordedEvent, Tag } from '@largesse/core';

/** What of an event decides which queries find it, and where it stands. */
export type ListedEvent = Pick<RecordedEvent, 'position' | 'type' | 'tags'>;

/** Not a tag: under it stand all events of a type. */
export const NO_TAG = '';

/**
 * Events found by type and tag, in order: what the index of the file has of a part of the log, in memory. So the
 * index is written from it, without asking the file for the events again.
 */
export class EventLists {
  private readonly byType = new Map<string, Map<string, ListedEvent[]>>();

  /** Takes the event after the last. */
  add(event: ListedEvent): void {
    let byTag = this.byType.get(event.type);
    if (byTag === undefined) {
      byTag = new Map();
      this.byType.set(event.type, byTag);
    }
    push(byTag, NO_TAG, event);
    for (const tag of event.tags) push(byTag, tag, event);
  }

  /** Takes the event that was added last back. */
  takeBack({ type, tags }: ListedEvent): void {
    const byTag = this.byType.get(type);
    if (byTag === undefined) return;
    pop(byTag, NO_TAG);
    for (const tag of tags) pop(byTag, tag);
    if (byTag.size === 0) this.byType.delete(type);
  }

  clear(): void {
    this.byType.clear();
  }

  /** Every list, by type and then by tag. */
  all(): ReadonlyMap<string, ReadonlyMap<string, readonly ListedEvent[]>> {
    return this.byType;
  }

  /** Lists that together hold every match of an item that has types or tags: for each type the shortest that does. */
  of({ types, tags = [] }: QueryItem): readonly (readonly ListedEvent[])[] {
    return [...(types ?? this.byType.keys())].map((type) => this.shortest(type, tags));
  }

  private shortest(type: string, tags: readonly Tag[]): readonly ListedEvent[] {
    const byTag = this.byType.get(type);
    let shortest = byTag?.get(NO_TAG) ?? [];
    for (const tag of tags) {
      const list = byTag?.get(tag) ?? [];
      if (list.length < shortest.length) shortest = list;
    }
    return shortest;
  }
}

const push = (lists: Map<string, ListedEvent[]>, name: string, event: ListedEvent): void => {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [event]);
  else list.push(event);
};

const pop = (lists: Map<string, ListedEvent[]>, name: string): void => {
  const list = lists.get(name);
  list?.pop();
  if (list?.length === 0) lists.delete(name);
};
