import type { Tuning } from '../tuning.js';
import type { LogView } from '../view/log-view.js';

/** Knows when indexes are written. */
export class IndexUpkeep {
  private due = false;
  private wroteLast = false;

  constructor(
    private readonly view: Pick<LogView, 'head' | 'indexed'>,
    private readonly tuning: Pick<Tuning, 'indexFrom' | 'indexTo'>,
  ) {}

  /**
   * Whether indexes are to be written before the next events. After a commit of indexes it is the turn of events, so
   * that nobody waits until thousands of indexes are written.
   */
  areDue(): boolean {
    const { indexFrom, indexTo } = this.tuning;
    const behind = this.view.head - this.view.indexed();
    this.due = behind > (this.due ? indexTo : indexFrom);
    this.wroteLast = this.due && !this.wroteLast;
    return this.wroteLast;
  }
}
