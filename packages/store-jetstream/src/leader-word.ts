import type { Position } from '@largesse/core';

/** What the leader of a stream says of it: of `STREAM.INFO` what matters here. */
export interface LeaderWord {
  readonly state?: { readonly last_seq: Position };
  readonly cluster?: {
    readonly replicas?: readonly {
      /** Nanoseconds since the leader last heard from this copy. */
      readonly active: number;
    }[];
  };
  readonly error?: { readonly description: string };
}

/**
 * A copy that heard from its leader so many nanoseconds ago does not want another yet: NATS waits at least four seconds
 * before an election, and a leader with nothing to say still says so every second.
 */
const IN_TOUCH = 3_000_000_000;

/**
 * Where the log ends, by the word of its leader. The word counts only if most copies, the leader's own among them,
 * were in touch with it: then there is no other leader that could have acknowledged more. One that was paused or
 * cut off does not know that it was replaced, and would name an old end. Throws if the word does not count.
 */
export const endOfLog = ({ state, cluster, error }: LeaderWord): Position => {
  if (state === undefined)
    throw new Error(error?.description ?? 'The leader did not say what it has');
  const others = cluster?.replicas ?? [];
  const inTouch = others.filter(({ active }) => active <= IN_TOUCH).length;
  if ((inTouch + 1) * 2 > others.length + 1) return state.last_seq;
  throw new Error('The leader is not in touch with most copies, and may have been replaced');
};
