import type { Connection } from './driver/connection.js';

/** Tells those who wait that there may be new events. */
export interface Changes {
  readonly wait: (wake: () => void) => void;
  readonly stopWaiting: (wake: () => void) => void;
  /** Wakes everybody: after an append of this process, and at the end. */
  readonly wakeAll: () => void;
}

/**
 * Appends of this process are told at once; those of others are found by asking SQLite, every so
 * many milliseconds and only while somebody waits, whether another connection has changed the file. That is a
 * look into shared memory.
 */
export const changes = (reader: Connection, interval: number): Changes => {
  const waiting = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let seen: unknown;

  const wakeAll = (): void => {
    for (const wake of waiting) wake();
  };
  const look = (): unknown => {
    try {
      return reader.pragma('data_version');
    } catch {
      // Locked for a moment, or failing: who reads will say so. The next look comes soon.
      return seen;
    }
  };
  const poll = (): void => {
    const now = look();
    if (now === seen) return;
    seen = now;
    wakeAll();
  };

  return {
    wait: (wake) => {
      waiting.add(wake);
      if (timer !== undefined) return;
      seen = look();
      timer = setInterval(poll, interval).unref();
    },
    stopWaiting: (wake) => {
      waiting.delete(wake);
      if (waiting.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
    wakeAll,
  };
};
