import { messageOf } from '@largesse/core';

/** What keeps an engine from using or saving a snapshot. It goes by the log instead: right, only slower. */
export interface SnapshotProblem {
  readonly code:
    /** The store did not give or take a snapshot. */
    | 'load_failed'
    | 'save_failed'
    /** It is not what was saved: changed, cut, or under another id. It is replaced by the next one. */
    | 'damaged'
    /** The log does not hold the event at which it was made: an older copy was restored, say. */
    | 'not_of_this_log'
    /** The state holds more than plain data, so none can be made. */
    | 'state_not_plain'
    /** Another projection of this engine has the same name; this one gets no snapshots. */
    | 'name_taken';
  /** The name of the projection. */
  readonly projection: string;
  readonly message: string;
}

/** Hears of every problem with snapshots. */
export type OnSnapshotError = (problem: SnapshotProblem) => void;

/** A process warning, once for each code and projection: a problem mostly comes back at each save. */
export const warnOnce = (): OnSnapshotError => {
  const said = new Set<string>();
  return ({ code, projection, message }) => {
    const kind = `${code} ${projection}`;
    if (said.has(kind)) return;
    said.add(kind);
    process.emitWarning(`Snapshots of "${projection}", ${code}: ${message}`);
  };
};

/** A callback whose own errors harm nobody: no query fails, and no save. */
export const heard =
  (callback: OnSnapshotError): OnSnapshotError =>
  (problem) => {
    try {
      callback(problem);
    } catch (thrown) {
      process.emitWarning(`onSnapshotError threw: ${messageOf(thrown)}`);
    }
  };
