import type { LogView } from './log-view.js';
import type { Tuning } from './tuning.js';

/** Knows when indexes are written. */
export class IndexUpkeep {
  private due = false;

  constructor(
    private readonly view: Pick<LogView, 'head' | 'indexed'>,
    private readonly tuning: Pick<Tuning, 'indexFrom' | 'indexTo'>,
  ) {}

  /** Whether indexes are to be written before the next events. */
  areDue(): boolean {
    const behind = this.view.head - this.view.indexed();
    this.due = behind > (this.due ? this.tuning.indexTo : this.tuning.indexFrom);
    return this.due;
  }
}
