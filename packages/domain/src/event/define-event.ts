import type { Json, Tag } from '@largesse/core';
import type * as t from 'io-ts';
import type { Posting } from '../ledger/posting.js';

/** Turns the data of one version of an event into the next version's. */
export type Upcaster = (data: Json) => Json;

/** All that is to be said of one type of event. */
export interface EventDefinition<N extends string, D> {
  readonly type: N;
  /** The version of the schema that is written; older ones are read through `upcasters`. */
  readonly version: number;
  // The JSON that comes out is the codec's own affair.
  readonly data: t.Type<D, Json>;
  /** `upcasters[0]` turns version 1 into version 2, and so on. */
  readonly upcasters: readonly Upcaster[];
  /** The things it concerns. */
  readonly tags: (data: D) => readonly Tag[];
  /** The debits and credits it makes; they sum to zero for each asset. */
  readonly postings: (data: D) => readonly Posting[];
}

/** An event of a definition. */
export interface EventOf<N extends string, D> {
  readonly type: N;
  /** When it happened, as the command said. */
  readonly at: string;
  readonly data: D;
}

/** The type of the events of a definition. */
export type Defined<X> = X extends EventDefinition<infer N, infer D> ? EventOf<N, D> : never;

interface Sketch<N extends string, D, O> {
  readonly type: N;
  readonly data: t.Type<D, O>;
  readonly tags: (data: D) => readonly Tag[];
  readonly postings?: (data: D) => readonly Posting[];
  readonly upcasters?: readonly Upcaster[];
}

/** Defines an event. Its version is one more than the upcasters that lead to it. */
export const defineEvent = <N extends string, D, O extends Json>(
  sketch: Sketch<N, D, O>,
): EventDefinition<N, D> => ({
  postings: () => [],
  upcasters: [],
  ...sketch,
  version: (sketch.upcasters?.length ?? 0) + 1,
});
