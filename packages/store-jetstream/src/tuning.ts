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
 * enough that a process that opens the log has little to read. Gifts of 1,000 wallets need about an index message
 * for ten events; from 3,000 on it was one for two.
 */
export const USUAL: Tuning = { subjects: 50_000, indexFrom: 10_000, indexTo: 1_000, far: 5_000 };

/** Bytes of a position in an index, with room to spare. */
const POSITION = 32;

/** The tuning for servers that take messages of so many bytes: the index of a tag that all events share must fit. */
export const fitting = (tuning: Tuning, maxPayload: number): Tuning => {
  const indexFrom = Math.min(tuning.indexFrom, Math.floor(maxPayload / POSITION));
  return { ...tuning, indexFrom, indexTo: Math.min(tuning.indexTo, indexFrom) };
};
