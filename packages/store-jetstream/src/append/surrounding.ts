import type { NatsConnection } from '@nats-io/transport-node';
import type { Subjects } from '../message/subjects.js';
import type { Selection } from '../read/selection.js';
import type { Tail } from '../view/tail.js';
import type { IndexUpkeep } from './index-upkeep.js';
import type { Turns } from './turns.js';

/** What appends need of their surrounding. */
export interface Surrounding {
  readonly nc: NatsConnection;
  readonly stream: string;
  readonly subjects: Subjects;
  readonly tail: Tail;
  readonly selection: Selection;
  readonly turns: Turns;
  /** How many milliseconds one request may take, and an append altogether. */
  readonly requestTimeout: number;
  readonly appendTimeout: number;
  /** Called when something was written. */
  readonly wrote: () => void;
  readonly indexes: IndexUpkeep;
}
