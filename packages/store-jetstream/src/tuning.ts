/** How much a process remembers and leaves for later. Tests make it tight, so that small logs behave as large ones. */
export interface Tuning {
  /** How many subjects are remembered, twice: those written last, and those asked about. */
  readonly subjects: number;
  /** When the indexes lack events further back than this, they are brought up to date … */
  readonly indexFrom: number;
  /** … until they lack none further back than this. */
  readonly indexTo: number;
  /** A process further behind than this reads only what is not in the indexes yet. */
  readonly far: number;
}

/**
 * Indexes are written seldom, for many events at once, so that what many events share is written once; often
 * enough that a process that opens the log has little to read.
 */
export const USUAL: Tuning = { subjects: 50_000, indexFrom: 3_000, indexTo: 1_000, far: 5_000 };
