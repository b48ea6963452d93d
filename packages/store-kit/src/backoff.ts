/** Pauses that grow, so that a server that comes back is not met by everybody at once. */
export interface Backoff {
  /** The next pause in milliseconds: about twice the one before, up to the longest. */
  readonly next: () => number;
  /** Begins anew after a success. */
  readonly reset: () => void;
}

/**
 * Pauses from `first` to `longest` milliseconds, each drawn at random from the upper half of what is due:
 * processes that lost a server together do not come back together.
 */
export const backoff = (first = 50, longest = 5_000): Backoff => {
  let due = first;
  return {
    next: () => {
      const pause = due * (0.5 + Math.random() / 2);
      due = Math.min(due * 2, longest);
      return pause;
    },
    reset: () => {
      due = first;
    },
  };
};
