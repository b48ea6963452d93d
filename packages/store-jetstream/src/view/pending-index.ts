import type { Position, RecordedEvent } from '@largesse/core';
import type { Subjects } from '../message/subjects.js';
import type { PositionsByType } from '../message/tag-index.js';

const NONE: PositionsByType = new Map();

/**
 * The events that are not in the indexes yet. An index is written for many events at once, so that a commit
 * carries no more than its events; until then every process remembers what is missing. What is pending follows
 * from the messages of the log alone: all processes agree on it.
 */
export class PendingIndex {
  /** By subject, those first whose oldest event is oldest. */
  private readonly missing = new Map<string, Map<string, Position[]>>();

  constructor(private readonly subjects: Subjects) {}

  /** Takes the next event of the log. */
  add(event: RecordedEvent): void {
    for (const subject of this.subjects.indexesOf(event)) {
      const types = this.missing.get(subject) ?? new Map<string, Position[]>();
      this.missing.set(subject, types);
      const positions = types.get(event.type);
      if (positions === undefined) types.set(event.type, [event.position]);
      else positions.push(event.position);
    }
  }

  /** An index was written: it has all that came before it. */
  written(subject: string): void {
    this.missing.delete(subject);
  }

  /** What is missing in an index. */
  of(subject: string): PositionsByType {
    return this.missing.get(subject) ?? NONE;
  }

  /** The indexes that lack the oldest events. */
  oldest(most: number): readonly string[] {
    const found: string[] = [];
    for (const subject of this.missing.keys()) {
      if (found.length === most) break;
      found.push(subject);
    }
    return found;
  }

  /** The oldest event that is missing in an index other than these; undefined if there is none. */
  first(without: ReadonlySet<string> = new Set()): Position | undefined {
    for (const [subject, types] of this.missing) {
      if (without.has(subject)) continue;
      return Math.min(...[...types.values()].map(([position = Infinity]) => position));
    }
    return undefined;
  }

  /** Forgets all. */
  clear(): void {
    this.missing.clear();
  }
}
