import { asksForAll, type Position, type Query, type QueryItem } from '@largesse/core';
import { toStoredText } from '@largesse/store-kit';
import { NO_TAG } from '../lists/event-lists.js';
import type { Log } from '../read/log.js';
import { select } from '../read/select.js';
import { SQL } from '../statements.js';
import { listsOf } from '../read/tag-index.js';

/**
 * Says whether a matching event stands after a position, to the end of the log as it was refreshed: what was
 * appended last is looked for in memory, the rest costs one look into the index a type, however long the log is.
 * The end of a list in the index stays where it is until the index goes on, so it is looked up once.
 */
export class Guard {
  private lasts = new Map<string, Position>();
  private indexed: Position = 0;

  constructor(private readonly log: Log) {}

  standsAfter(query: Query, after: Position): boolean {
    const { recent } = this.log;
    if (!recent.mayStandAfter(query, after)) return false;
    if (query === 'all' || asksForAll(query)) return true;
    if (recent.standsAfter(query, after)) return true;
    return after < recent.indexed && query.items.some((item) => this.indexHas(item, after));
  }

  private indexHas(item: QueryItem, after: Position): boolean {
    const { types, tags = [] } = item;
    const [tag = NO_TAG] = tags;
    if (tags.length <= 1 && types !== undefined) {
      return types.some((type) => this.lastOf(toStoredText(tag), toStoredText(type)) > after);
    }
    const { connection, recent } = this.log;
    if (tags.length > 1) {
      return select(this.log, { items: [item] }, after, recent.indexed, 100)().length > 0;
    }
    return listsOf(connection, item, after, recent.indexed).some((list) => list.last() > after);
  }

  private lastOf(tag: string, type: string): Position {
    const { connection, recent } = this.log;
    if (recent.indexed !== this.indexed) {
      this.lasts = new Map();
      this.indexed = recent.indexed;
    }
    // With the length of the first, so that no other two texts make the same name.
    const name = `${String(tag.length)} ${tag}\n${type}`;
    const known = this.lasts.get(name);
    if (known !== undefined) return known;
    const last = Number(connection.get(SQL.lastOfTag, tag, type)?.position ?? 0);
    if (this.lasts.size < MOST_KEPT) this.lasts.set(name, last);
    return last;
  }
}

/** Ends of lists kept in memory at once: some hundred bytes each. */
const MOST_KEPT = 10_000;
