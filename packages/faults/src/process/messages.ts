import type { Position } from '@largesse/core';
import type { StoreOrder } from '../store-order.js';
import type { Views } from '../writer/views.js';
import type { CrashPlan } from './crashing-driver.js';
import type { WireCrash } from './crashing-wire.js';

/** What a process of a case is to do, as one argument of its command line. */
export type Task =
  | {
      readonly role: 'writer';
      readonly name: string;
      readonly seed: number;
      readonly store: StoreOrder;
      readonly journal: string;
      readonly startedAt: number;
      /** While a file of this path exists, SQLite finds no room. */
      readonly fullWhile?: string;
    }
  | {
      readonly role: 'follower';
      readonly name: string;
      readonly store: StoreOrder;
      readonly journal: string;
    };

/** What a process is asked while it runs. */
export type Question =
  | { readonly ask: 'drain' }
  | { readonly ask: 'views' }
  /** Of a writer on SQLite: to end itself at a step of an append. */
  | { readonly ask: 'crash'; readonly plan: CrashPlan }
  /** Of a writer on a server: the same. */
  | { readonly ask: 'crash-on-wire'; readonly plan: WireCrash }
  /** Of a follower: to say when it has come to this position. */
  | { readonly ask: 'reach'; readonly position: Position }
  | { readonly ask: 'end' };

/** What it answers, to each question once and in order. */
export type Reply =
  | { readonly said: 'done' }
  | { readonly said: 'views'; readonly views: readonly Views[] }
  | { readonly said: 'failed'; readonly message: string };
