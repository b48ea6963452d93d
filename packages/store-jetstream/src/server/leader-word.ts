import type { Position } from '@largesse/core';

/** What the leader of a stream says of it: of `STREAM.INFO` what matters here. */
export interface LeaderWord {
  /** When the stream was made. */
  readonly created?: string;
  readonly state?: { readonly last_seq: Position };
  readonly cluster?: {
    /** Who leads, as the server that answers knows; missing during an election. */
    readonly leader?: string;
    /** The other copies; all of them, if the server that answers knows of no leader. */
    readonly replicas?: readonly {
      readonly name: string;
      /** Nanoseconds since the server that answers last heard from this copy; 0 if never. */
      readonly active: number;
    }[];
  };
  readonly error?: { readonly description: string };
}

/** Where the log ends, and who says so of which. */
export interface EndOfLog {
  readonly last: Position;
  /** When the stream was made: another of the same name is another log. */
  readonly created: string | undefined;
  /** The server that leads other copies; undefined if there are none. */
  readonly leader: string | undefined;
}

/** A leader with nothing to say still hears from each copy every second; more is allowed for a machine that is busy. */
const IN_TOUCH = 2_000_000_000;

/**
 * Where the log ends, by the word of its leader. The word counts only if the server that answers leads at the moment
 * and most copies, its own among them, were in touch with it: one that was paused or cut off does not know at once
 * that it was replaced, and would name an old end. Throws if the word does not count.
 */
export const endOfLog = ({ state, created, cluster, error }: LeaderWord): EndOfLog => {
  if (state === undefined)
    throw new Error(error?.description ?? 'The leader did not say what it has');
  const last = state.last_seq;
  const others = cluster?.replicas ?? [];
  if (others.length === 0) return { last, created, leader: undefined };
  const leader = cluster?.leader ?? '';
  // The end and the leader are not looked up at one moment: it may have been replaced between the two.
  if (leader === '' || others.some(({ name }) => name === leader))
    throw new Error('The server that answered for the leader leads no more');
  const inTouch = others.filter(({ active }) => active > 0 && active <= IN_TOUCH).length;
  if ((inTouch + 1) * 2 > others.length + 1) return { last, created, leader };
  throw new Error('The leader is not in touch with most copies, and may have been replaced');
};
