import { asksForAll, matches, type Position, type Query, type RecordedEvent } from '@largesse/core';
import { fromStoredText } from '@largesse/store-kit';
import type { Database, Statement } from '../database.js';
import { lastPosition } from '../sql/last-position.js';
import { indexKey } from '../stored/index-key.js';
import { boundOf } from '../stored/position-bound.js';
import { eventOf } from '../stored/stored-event.js';
import { lanesOf, needsTypes } from './lanes-of-query.js';

/** How many events a read hands out at a time, at most. */
const PAGE = 1_000;

/** With more lanes than this, each of which may fill a page, a page is cut by position too. */
const MANY_LANES = 16;

/** How far a page looks at first when there are many lanes. */
const FIRST_SPAN = 10_000;

/** Reads the log by position, page by page; nothing is held open between two pages. */
export class LogReader {
  constructor(
    private readonly database: Database,
    private readonly schema: string,
  ) {}

  async head(): Promise<Position> {
    const text = `SELECT ${lastPosition(`${this.schema}.events`)}::float8`;
    const [[head] = []] = await this.database.read({ name: 'largesse head', text, values: [] });
    return Number(head);
  }

  /** The events of the batches with these keys, batch by batch. */
  async batches(keys: readonly string[]): Promise<readonly RecordedEvent[]> {
    const text = `SELECT * FROM ${this.schema}.read_keys($1)`;
    const values = [keys.map(indexKey)];
    return (await this.database.read({ name: 'largesse keys', text, values })).map(eventOf);
  }

  /** What matches after a position, up to and with another, in pages that are never empty. */
  async *pages(
    query: Query,
    after: Position,
    upTo: Position,
  ): AsyncGenerator<readonly RecordedEvent[]> {
    const allTypes = needsTypes(query) ? await this.types() : [];
    const end = boundOf(upTo);
    let span = FIRST_SPAN;
    for (let place = boundOf(after); place < end;) {
      const { statement, to } = this.page(query, allTypes, place, end, span);
      const rows = await this.database.read(statement);
      const events = rows.map(eventOf);
      const last = events.at(-1)?.position ?? to;
      const found = asksForAll(query) ? events : events.filter((event) => matches(query, event));
      if (found.length > 0) yield found;
      span = Math.max(1, Math.ceil((rows.length < PAGE / 2 ? 2 : 0.5) * span));
      place = rows.length < PAGE ? to : last;
    }
  }

  private page(
    query: Query,
    allTypes: readonly string[],
    after: Position,
    end: Position,
    span: number,
  ): { readonly statement: Statement; readonly to: Position } {
    if (asksForAll(query)) {
      const text = `SELECT * FROM ${this.schema}.read_all($1, $2, $3)`;
      return { statement: { name: 'largesse all', text, values: [after, end, PAGE] }, to: end };
    }
    const { single, common } = lanesOf(query, allTypes);
    const lanes = single.length + common.length;
    const to = lanes > MANY_LANES ? Math.min(end, after + span) : end;
    const text = `SELECT * FROM ${this.schema}.read_lanes($1, $2, $3, $4, $5)`;
    const values = [single, JSON.stringify(common), after, to, PAGE];
    return { statement: { name: 'largesse lanes', text, values }, to };
  }

  private async types(): Promise<readonly string[]> {
    const text = `SELECT type FROM ${this.schema}.types`;
    const rows = await this.database.read({ name: 'largesse types', text, values: [] });
    return rows.map(([type]) => fromStoredText(String(type)));
  }
}
