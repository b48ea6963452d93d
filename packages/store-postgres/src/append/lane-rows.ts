import { LANE_SPAN } from '../stored/lane.js';

interface LaneRow {
  readonly lane: number;
  /** The numbers of its events in the group, ascending. */
  readonly events: [first: number, ...more: number[]];
}

/**
 * The rows that a group of events adds to the lanes: one for all the events of a lane that stand close to each other.
 * A thousand gifts to one creator at once are ten rows of that creator, not a thousand.
 */
export class LaneRows {
  private readonly rows: LaneRow[] = [];
  private readonly newest = new Map<number, LaneRow>();

  /** Adds an event to a lane; events come in the order of the group. */
  add(lane: number, event: number): void {
    const row = this.newest.get(lane);
    if (row !== undefined && event - row.events[0] < LANE_SPAN) {
      // Two tags of one event whose lanes have one number stand in it once.
      if (row.events[row.events.length - 1] !== event) row.events.push(event);
      return;
    }
    const added: LaneRow = { lane, events: [event] };
    this.rows.push(added);
    this.newest.set(lane, added);
  }

  /** A list a column: lane, number of the last event, and how far before it the others stand, or null. */
  columns(): {
    readonly lanes: readonly number[];
    readonly laneLasts: readonly number[];
    readonly laneBefores: readonly (string | null)[];
  } {
    const lasts = this.rows.map(({ events }) => events[events.length - 1] ?? events[0]);
    return {
      lanes: this.rows.map(({ lane }) => lane),
      laneLasts: lasts,
      laneBefores: this.rows.map(({ events }, i) => {
        if (events.length === 1) return null;
        const last = lasts[i] ?? events[0];
        return `{${events
          .slice(0, -1)
          .map((event) => last - event)
          .join()}}`;
      }),
    };
  }
}
